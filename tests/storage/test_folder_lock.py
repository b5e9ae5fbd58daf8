"""One host a data folder, whatever happened to the last one."""

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from chat_desktop.errors import StartError
from chat_desktop.storage import folder_lock
from chat_desktop.storage.folder_lock import AlreadyHeld, HostInfo, hold, info

HOLDER = """
import sys
from pathlib import Path
from chat_desktop.storage import folder_lock
from chat_desktop.storage.folder_lock import hold
held = hold(Path(sys.argv[1]))
held.publish(8765, "word")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_host(data: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLDER, str(data)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


def test_a_folder_in_use_is_refused_and_its_holder_is_named(tmp_path: Path) -> None:
    with another_host(tmp_path) as process:
        with pytest.raises(AlreadyHeld, match=rf"\(process {process.pid}\) is using the folder") as refused:
            hold(tmp_path)
        assert refused.value.info == HostInfo(process.pid, 8765, "word")


def test_a_killed_host_leaves_no_lock_and_no_stale_card(tmp_path: Path) -> None:
    with another_host(tmp_path) as process:
        process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        process.wait()
        assert info(tmp_path) == HostInfo(process.pid, 8765, "word")
        held = hold(tmp_path)
        assert info(tmp_path) == HostInfo(os.getpid())
        held.release()


def test_a_second_hold_in_one_process_is_refused_too(tmp_path: Path) -> None:
    held = hold(tmp_path)
    with pytest.raises(AlreadyHeld):
        hold(tmp_path)
    held.release()
    hold(tmp_path).release()


def test_a_released_folder_has_no_card(tmp_path: Path) -> None:
    held = hold(tmp_path)
    held.publish(8765, "word")
    assert info(tmp_path) == HostInfo(os.getpid(), 8765, "word")
    held.release()
    held.release()
    assert info(tmp_path) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in access lists")
def test_nobody_else_may_read_the_secret_or_enter_the_folder(tmp_path: Path) -> None:
    data = tmp_path / "new" / "office"
    before = os.umask(0)
    try:
        held = hold(data)
        held.publish(8765, "word")
    finally:
        os.umask(before)
    assert stat.S_IMODE((data / "host.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    held.release()


def test_a_card_that_makes_no_sense_is_no_card(tmp_path: Path) -> None:
    nonsense = ("[" * 5_000, '{"pid": "1"}', '{"pid": 1, "port": -5}', '{"pid": 1, "port": 70000, "secret": "x"}')
    more = ('{"pid": 1, "port": "80"}', '{"pid": 1, "port": 80, "secret": 5}', '{"pid": true}', '{"pid": NaN}')
    for text in ("", "[]", '{"pid": 1, "colour": 2}', "\x00", *nonsense, *more):
        (tmp_path / "host.json").write_text(text)
        assert info(tmp_path) is None


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StartError, match=r"^The data folder .* cannot be used: Not a directory\.$"):
        hold(tmp_path / "file" / "office")


@pytest.mark.skipif(os.name == "nt", reason="Windows deletes no file that is open")
def test_the_folder_stays_held_when_its_lock_is_deleted_or_replaced(tmp_path: Path) -> None:
    with another_host(tmp_path) as process:
        (tmp_path / "host.lock").unlink()
        with pytest.raises(AlreadyHeld, match=str(process.pid)):
            hold(tmp_path)
        (tmp_path / "host.lock").unlink()
        (tmp_path / "host.lock").write_text("another file")
        with pytest.raises(AlreadyHeld):
            hold(tmp_path)
    hold(tmp_path).release()


def test_a_folder_that_knows_no_locks_on_folders_is_held_by_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a network drive."""
    lock = folder_lock._lock

    def lock_files_alone(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EBADF, "Bad file descriptor")
        lock(descriptor)

    monkeypatch.setattr(folder_lock, "_lock", lock_files_alone)
    held = hold(tmp_path)
    with pytest.raises(AlreadyHeld):
        hold(tmp_path)
    held.release()


def refusals() -> list[OSError]:
    told = [OSError(number, os.strerror(number)) for number in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)]
    sharing, locked = OSError(errno.EINVAL, "Windows"), OSError(errno.EINVAL, "Windows")
    sharing.winerror, locked.winerror = 32, 33  # type: ignore[attr-defined, unused-ignore]
    return [*told, sharing, locked]


@pytest.mark.parametrize("problem", refusals(), ids=str)
def test_a_lock_that_is_refused_in_any_words_is_somebody_elses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: OSError
) -> None:
    def refuse(descriptor: int) -> None:
        raise problem

    monkeypatch.setattr(folder_lock, "_lock", refuse)
    with pytest.raises(AlreadyHeld):
        hold(tmp_path)


def test_a_lock_that_wine_refuses_without_a_number_is_somebody_elses() -> None:
    assert folder_lock._is_taken(OSError(0, "Error"), on_windows=True)
    assert not folder_lock._is_taken(OSError(0, "Error"), on_windows=False)


def test_a_disk_that_cannot_lock_is_no_other_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(folder_lock, "_lock", refuse)
    with pytest.raises(StartError, match="cannot be locked") as refused:
        hold(tmp_path)
    assert not isinstance(refused.value, AlreadyHeld)
