"""Where files cannot be written past the cache, the disk takes the bytes of an upload while it grows, so that the sync
at its end is short."""

import ctypes
import errno
import os
from pathlib import Path

import pytest

from chat_desktop.files import early_writing
from chat_desktop.files.early_writing import AHEAD_BYTES, PART_BYTES, WAIT_AFTER
from chat_desktop.files.store import FileStore
from chat_desktop.files.upload_writer import UploadWriter

MIB = 1 << 20

linux_only = pytest.mark.skipif(early_writing.sync_range is None, reason="only Linux has sync_file_range")


@pytest.fixture(autouse=True)
def through_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "O_DIRECT", raising=False)


class Asked:
    """Takes the place of sync_file_range, asks the real one and notes what the disk has begun and has taken."""

    def __init__(self, error: int = 0) -> None:
        self.begun: list[tuple[int, int]] = []
        self.awaited: list[tuple[int, int]] = []
        self._real, self._error = early_writing.sync_range, error

    def __call__(self, file: int, start: int, count: int, how: int) -> int:
        (self.awaited if how & WAIT_AFTER else self.begun).append((start, start + count))
        assert self._real is not None
        assert self._real(file, start, count, how) == 0
        ctypes.set_errno(self._error)
        return -1 if self._error and how & WAIT_AFTER else 0


def end_of(parts: list[tuple[int, int]], start: int = 0) -> int:
    """Returns where parts end that lie one after the other, from START on."""
    for begin, end in parts:
        assert begin == start
        start = end
    return start


def opened(path: Path) -> UploadWriter:
    writer = UploadWriter(path)
    writer.open()
    return writer


@linux_only
def test_the_disk_is_never_far_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(early_writing, "sync_range", asked := Asked())
    writer = opened(tmp_path / "one")
    for _ in range(40):
        writer.write(bytes(MIB))
        assert writer.offset - end_of(asked.begun) < PART_BYTES
        assert writer.offset - end_of(asked.awaited) < AHEAD_BYTES + PART_BYTES
    writer.close()


@linux_only
def test_an_upload_that_goes_on_asks_for_its_new_bytes_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = opened(tmp_path / "one")
    writer.write(bytes(3 * MIB))
    writer.close()
    monkeypatch.setattr(early_writing, "sync_range", asked := Asked())
    writer.open()
    writer.write(bytes(32 * MIB))
    writer.close()
    assert end_of(asked.begun, 3 * MIB) == writer.offset == 35 * MIB
    assert end_of(asked.awaited, 3 * MIB) == 35 * MIB - AHEAD_BYTES


@linux_only
def test_bytes_that_the_disk_did_not_take_end_the_upload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(early_writing, "sync_range", Asked(errno.EIO))
    writer = opened(tmp_path / "one")
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        writer.write(bytes(32 * MIB))
    assert not writer.close()


@linux_only
def test_a_disk_without_the_call_is_as_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(early_writing, "sync_range", Asked(errno.ESPIPE))
    writer = opened(tmp_path / "one")
    writer.write(bytes(32 * MIB))
    assert writer.close()


def test_a_system_without_the_call_is_as_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(early_writing, "sync_range", None)
    writer = opened(tmp_path / "one")
    writer.write(bytes(32 * MIB))
    assert writer.close()


def test_a_file_that_cannot_be_synced_is_not_kept_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FileStore(tmp_path / "files")
    store.prepare()
    store.upload_path("one").write_bytes(b"Hello")

    def fail(descriptor: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fail)
        with pytest.raises(OSError, match=os.strerror(errno.EIO)):
            store.keep("one", "ab" * 32)
    assert store.unfinished() == []
    assert not store.path("ab" * 32).exists()
