"""The folder for files, where the setting `files` puts it: what is refused with which sentence, and moving."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from chat_desktop.config import Config
from chat_desktop.errors import StartError
from chat_desktop.files.store import FileStore
from chat_desktop.runtime import files_folder
from tests.support.files.file_client import send_file
from tests.support.hosts.host_forks import SHARED
from tests.support.hosts.host_process import ServedHost

ID = "our-office"


class Folders:
    """Opens stores as a host does, each until the test ends or `close`."""

    def __init__(self, tmp_path: Path) -> None:
        self.data = tmp_path / "data"
        self.data.mkdir()
        (self.data / "chat.db").touch()
        self.other = tmp_path / "other"
        self._open = contextlib.ExitStack()

    def open(self, files: Path | None = None, office_id: str = ID, has_files: bool = False) -> FileStore:
        config = Config(self.data, files=files)
        return files_folder.open_files(config, office_id, has_files, self._open).store

    def close(self) -> None:
        self._open.close()


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[Folders]:
    found = Folders(tmp_path)
    yield found
    found.close()


def keep(store: FileStore, text: bytes = b"Hello") -> Path:
    store.upload_path("one").write_bytes(text)
    return store.keep("one", "ab" * 32)


def test_files_stay_in_the_data_folder_unless_another_is_named(folders: Folders) -> None:
    assert keep(folders.open()).is_relative_to(folders.data / "files")
    assert keep(folders.open(folders.other)).is_relative_to(folders.other)
    assert folders.other.stat().st_mode & 0o777 == 0o700


def test_the_same_office_finds_its_folder_again_and_no_other_may_use_it(folders: Folders) -> None:
    kept = keep(folders.open(folders.other))
    with pytest.raises(StartError, match="Another Chat Desktop uses the folder"):
        folders.open(folders.other)
    folders.close()
    with pytest.raises(StartError, match="holds the files of another office"):
        folders.open(folders.other, "another-office")
    assert folders.open(folders.other, has_files=True).path("ab" * 32) == kept


def test_a_disk_that_is_not_connected_is_told_and_nothing_is_written_in_its_place(folders: Folders) -> None:
    away = folders.other / "files"
    with pytest.raises(StartError, match="is not there"):
        folders.open(away, has_files=True)
    away.mkdir(parents=True)  # where the disk would be
    with pytest.raises(StartError, match="does not hold the files of this office") as told:
        folders.open(away, has_files=True)
    assert str(folders.data / "files") in str(told.value)
    assert list(away.iterdir()) == []


def test_files_are_moved_by_copying_their_folder(folders: Folders) -> None:
    kept = keep(folders.open())
    folders.close()
    shutil.copytree(folders.data / "files", folders.other)
    moved = folders.open(folders.other, has_files=True)
    assert moved.path("ab" * 32).read_bytes() == kept.read_bytes()


def test_a_folder_with_other_things_or_of_an_office_is_refused(folders: Folders, tmp_path: Path) -> None:
    folders.other.mkdir()
    (folders.other / "taxes.pdf").touch()
    another = tmp_path / "another"
    another.mkdir()
    (another / "chat.db").touch()
    with pytest.raises(StartError, match="is not empty"):
        folders.open(folders.other)
    for place in (folders.data, another, another / "files"):
        with pytest.raises(StartError, match="cannot be the data folder of an office"):
            folders.open(place)
    with pytest.raises(StartError, match="is not a folder"):
        folders.open(folders.other / "taxes.pdf")
    assert keep(folders.open(folders.data / "more")).exists()


def test_links_to_elsewhere_are_refused(folders: Folders, tmp_path: Path) -> None:
    keep(folders.open(folders.other))
    folders.close()
    shutil.rmtree(folders.other / "made")
    (tmp_path / "elsewhere").mkdir()
    (folders.other / "made").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StartError, match="symbolic links"):
        folders.open(folders.other)


def test_a_folder_that_cannot_be_written_is_told(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(StartError, match="cannot be used: Permission denied"):
        folders.open(folders.other)


def test_a_host_goes_on_with_files_that_were_moved_and_keeps_its_limits(tmp_path: Path) -> None:
    with contextlib.ExitStack() as hosts:
        first = ServedHost(tmp_path, forks=SHARED)
        hosts.callback(first.kill)
        sent = send_file(first.set_up().ana, "plan.txt", b"Hello")
        cookies = first.ana.cookies
        first.kill()
        other = tmp_path / "other"
        (tmp_path / "data" / "files").rename(other)
        second = ServedHost(
            tmp_path, "--files", str(other), "--largest-file", "0.001", "--quota", "0.002", forks=SHARED
        )
        hosts.callback(second.kill)
        second.ana.cookies = cookies
        assert second.ana.ask("GET", sent["url"]).content == b"Hello"
        assert not (tmp_path / "data" / "files").exists()
        assert second.ana.get("/api/account/storage").expect()["quota"] == 2_000_000
        refused = second.ana.ask("POST", "/api/uploads", b"", {"Upload-Length": "1000001"})
        assert refused.status == 413
        assert b"at most 0.001 GB" in refused.content
