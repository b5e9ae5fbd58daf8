"""Small files that were sent last stay in memory, up to a limit, and only while the file is the same."""

from pathlib import Path

import pytest

from chat_desktop.file_transfer import FileRange
from chat_desktop.network.transfers.small_files import SmallFiles


class Folder:
    """Files that are read through the memory. `reads` counts what was taken from the disk."""

    def __init__(self, place: Path) -> None:
        self.place, self.reads = place, 0
        self.memory = SmallFiles(10)

    def write(self, name: str, data: bytes) -> None:
        """Replaces the file by a new one, as the host replaces what it has made."""
        (self.place / "part").write_bytes(data)
        (self.place / "part").replace(self.place / name)

    def get(self, name: str, start: int = 0, stop: int = 4) -> bytes:
        wanted = FileRange(self.place / name, start, stop)

        def read() -> bytes:
            self.reads += 1
            return wanted.path.read_bytes()[start:stop]

        return self.memory.read(wanted, read)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_file_is_read_once_for_everybody(folder: Folder) -> None:
    folder.write("a", b"aaaa")
    assert [folder.get("a") for _ in range(3)] == [b"aaaa"] * 3
    assert folder.reads == 1
    assert folder.get("a", 1, 3) == b"aa"
    assert folder.reads == 2


def test_what_was_replaced_is_read_again_and_what_is_gone_is_not_sent(folder: Folder) -> None:
    folder.write("a", b"aaaa")
    folder.get("a")
    folder.write("a", b"bbbb")
    assert folder.get("a") == b"bbbb"
    (folder.place / "a").unlink()
    with pytest.raises(FileNotFoundError):
        folder.get("a")


def test_the_least_recently_sent_leave_first(folder: Folder) -> None:
    for name in "abc":
        folder.write(name, name.encode() * 4)
    folder.get("a")
    folder.get("b")
    folder.get("a")
    folder.get("c")  # 12 bytes are more than 10
    assert folder.reads == 3
    folder.get("a")
    assert folder.reads == 3
    folder.get("b")
    assert folder.reads == 4
    # One that is larger than all of the memory is sent, and not kept.
    folder.write("d", b"d" * 20)
    assert [folder.get("d", 0, 20) for _ in range(2)] == [b"d" * 20] * 2
    assert folder.reads == 6
