"""What a lane sends of a file in one turn, before it waits for the client."""

import errno
from pathlib import Path

import pytest

from chat_desktop.file_transfer import FileRange
from chat_desktop.network.transfers.sending import FileSource
from chat_desktop.network.transfers.wire import BLOCKED

SIZE = 1_000_000


class FakeWire:
    """Takes the next of `takes` bytes at each call, and everything after the last one."""

    def __init__(self, *takes: int, sends_files: bool = True) -> None:
        self.takes, self.calls, self.sends_files = list(takes), 0, sends_files

    def _take(self, count: int) -> int:
        self.calls += 1
        return min(count, self.takes.pop(0)) if self.takes else count

    def send(self, data: memoryview) -> int:
        return self._take(len(data))

    def send_file(self, file: int, start: int, count: int) -> int:
        return self._take(count)


@pytest.fixture
def source(tmp_path: Path) -> FileSource:
    path = tmp_path / "file"
    path.write_bytes(bytes(SIZE))
    source = FileSource(FileRange(path, 0, SIZE))
    source.open()
    return source


def test_a_client_that_took_a_part_is_waited_for_before_it_gets_more(source: FileSource) -> None:
    wire = FakeWire(400_000, BLOCKED)
    assert source.move(wire) is False  # type: ignore[arg-type]
    assert wire.calls == 1
    assert source.move(wire) is False  # type: ignore[arg-type]
    assert source.move(wire) is True  # type: ignore[arg-type]
    assert wire.calls == 3
    source.close()


def test_blocks_are_sent_until_the_client_takes_none(source: FileSource) -> None:
    """Over TLS each call sends one block at most, which tells nothing of the space for the next one."""
    wire = FakeWire(60_000, 5_536, BLOCKED, sends_files=False)
    assert source.move(wire) is False  # type: ignore[arg-type]
    assert wire.calls == 3
    assert source.move(wire) is True  # type: ignore[arg-type]
    source.close()


def test_a_file_system_without_sendfile_is_read_in_blocks(source: FileSource, monkeypatch: pytest.MonkeyPatch) -> None:
    wire = FakeWire(60_000, 5_536, BLOCKED)

    def refuse(file: int, start: int, count: int) -> int:
        raise OSError(errno.EINVAL, "not here")

    monkeypatch.setattr(wire, "send_file", refuse)
    assert source.move(wire) is False  # type: ignore[arg-type]
    assert wire.calls == 3
    assert source.move(wire) is True  # type: ignore[arg-type]
    source.close()
