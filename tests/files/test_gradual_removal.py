"""Large files go in steps, and whoever still reads one does so to its end."""

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from chat_desktop import background
from chat_desktop.files import gradual_removal
from chat_desktop.files.gradual_removal import MOST_WAITING, PAUSE_SECONDS, SMALL_BYTES, STEP_BYTES, GradualRemoval
from chat_desktop.files.store import FileStore

LARGE = STEP_BYTES * 3 + 5
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere a file is removed at once")


class Disk:
    """Notes what becomes of files: their sizes and the pauses, in their order. Waits where `may_go_on` is not set."""

    def __init__(self) -> None:
        self.steps: list[int | float] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self._truncate = os.ftruncate

    def ftruncate(self, file: int, size: int) -> None:
        assert self.may_go_on.wait(20)
        self.steps.append(size)
        self._truncate(file, size)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    disk = Disk()
    monkeypatch.setattr(os, "ftruncate", disk.ftruncate)
    monkeypatch.setattr(gradual_removal, "time", SimpleNamespace(sleep=disk.steps.append))
    return disk


@pytest.fixture
def removal() -> GradualRemoval:
    return GradualRemoval()


def large(path: Path, size: int = LARGE) -> Path:
    with path.open("wb") as file:
        file.write(b"begins")
        file.truncate(size)
    return path


def await_thread() -> None:
    for each in threading.enumerate():
        if each.name == "removal":
            each.join(20)


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@on_linux
def test_a_large_file_is_gone_at_once_and_its_space_is_freed_in_steps(
    removal: GradualRemoval, disk: Disk, tmp_path: Path
) -> None:
    path, before = large(tmp_path / "large"), descriptors()
    disk.may_go_on.clear()
    removal.remove(path)
    assert not path.exists()
    disk.may_go_on.set()
    await_thread()
    assert disk.steps[::2] == [STEP_BYTES * 2 + 5, STEP_BYTES + 5, 5, 0]
    assert disk.steps[1:6:2] == [PAUSE_SECONDS] * 3
    assert disk.steps[7] < PAUSE_SECONDS / 1_000  # a small step is followed by a short pause
    assert descriptors() == before


@on_linux
def test_whoever_reads_it_reads_it_to_its_end(removal: GradualRemoval, disk: Disk, tmp_path: Path) -> None:
    path = large(tmp_path / "large")
    with path.open("rb") as reader:
        assert reader.read(6) == b"begins"
        removal.remove(path)
        await_thread()
        assert len(reader.read()) == LARGE - 6
    assert (path.exists(), disk.steps) == (False, [])


def test_what_has_another_name_stays_whole(removal: GradualRemoval, disk: Disk, tmp_path: Path) -> None:
    path, other = large(tmp_path / "large"), tmp_path / "other"
    os.link(path, other)
    removal.remove(path)
    await_thread()
    assert (path.exists(), other.stat().st_size, disk.steps) == (False, LARGE, [])


def test_a_small_file_is_removed_as_ever_and_none_is_no_fault(
    removal: GradualRemoval, disk: Disk, tmp_path: Path
) -> None:
    removal.remove(small := large(tmp_path / "small", SMALL_BYTES))
    removal.remove(tmp_path / "none")
    await_thread()
    assert (small.exists(), disk.steps) == (False, [])


@on_linux
def test_one_that_cannot_be_removed_stays_as_it_is(removal: GradualRemoval, disk: Disk, tmp_path: Path) -> None:
    path, before = large(tmp_path / "large"), descriptors()

    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        with pytest.raises(PermissionError):
            removal.remove(path)
    assert (path.stat().st_size, disk.steps, descriptors()) == (LARGE, [], before)


@on_linux
def test_few_files_stay_open_and_nobody_but_who_wants_to_waits(
    removal: GradualRemoval, disk: Disk, tmp_path: Path
) -> None:
    before = descriptors()
    disk.may_go_on.clear()
    for number in range(MOST_WAITING + 10):
        removal.remove(large(tmp_path / str(number), SMALL_BYTES + 1))
    assert descriptors() == before + MOST_WAITING
    assert list(tmp_path.iterdir()) == []
    waiting = background.start("waits for room", removal.await_room)
    waiting.join(0.05)
    assert waiting.is_alive()
    disk.may_go_on.set()
    waiting.join(20)
    assert not waiting.is_alive()
    await_thread()
    assert disk.steps[::2] == [0] * MOST_WAITING
    assert descriptors() == before


@on_linux
def test_without_a_thread_it_is_freed_all_the_same(
    removal: GradualRemoval, disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(*arguments: object) -> None:
        raise RuntimeError

    before = descriptors()
    monkeypatch.setattr(background, "start", none_left)
    for name in "ab":
        removal.remove(large(tmp_path / name))
    assert disk.steps[::2] == [STEP_BYTES * 2 + 5, STEP_BYTES + 5, 5, 0] * 2
    assert descriptors() == before


@pytest.fixture
def removed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    paths: list[Path] = []

    def remove(path: Path) -> None:
        paths.append(path)
        with suppress(FileNotFoundError):
            path.unlink()

    monkeypatch.setattr(gradual_removal, "remove", remove)
    return paths


def test_the_store_removes_what_may_be_large_in_this_way(removed: list[Path], tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")
    store.prepare()
    for upload_id in ("first", "again"):
        store.upload_path(upload_id).write_bytes(b"the same")
        kept = store.keep(upload_id, "abcdef")
    store.upload_path("cancelled").write_bytes(b"begun")
    store.remove_upload("cancelled")
    store.remove("abcdef")
    assert removed == [store.upload_path("again"), store.upload_path("cancelled"), kept]
    assert not kept.exists()
