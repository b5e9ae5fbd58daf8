"""The ready file: whole, private, current, and gone after an orderly stop."""

import json
import os
import stat
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from chat_desktop import __version__
from chat_desktop.errors import StartError
from chat_desktop.network.http import ready_file
from chat_desktop.network.http.ready_file import Ready, ReadyFile

READY = Ready(
    url="http://127.0.0.1:8765",
    lan_urls=("http://192.168.1.5:8765",),
    join_url="http://192.168.1.5:8765/join#CODE",
    join_code="CODE",
    setup_url="http://127.0.0.1:8765/setup#TOKEN",
)


def test_the_file_says_what_the_protocol_promises(tmp_path: Path) -> None:
    ReadyFile(tmp_path / "ready.json").write(READY)
    assert json.loads((tmp_path / "ready.json").read_text()) == {
        "url": "http://127.0.0.1:8765",
        "lan_urls": ["http://192.168.1.5:8765"],
        "join_url": "http://192.168.1.5:8765/join#CODE",
        "join_code": "CODE",
        "setup_url": "http://127.0.0.1:8765/setup#TOKEN",
        "pid": os.getpid(),
        "version": __version__,
    }


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in access lists")
def test_nobody_else_may_read_the_setup_token(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        ReadyFile(tmp_path / "ready.json").write(READY)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "ready.json").stat().st_mode) == 0o600


def test_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "ready.json"
    file = ReadyFile(path)
    file.write(READY)
    seen: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.append(json.loads(path.read_text())["join_code"])

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(200):
        file.write(replace(READY, join_code=str(number), lan_urls=("http://192.168.1.5:8765",) * (number % 50)))
    done.set()
    reader.join()
    assert seen
    assert json.loads(path.read_text())["join_code"] == "199"
    assert [each.name for each in tmp_path.iterdir()] == ["ready.json"]


def test_the_same_values_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "ready.json"
    file = ReadyFile(path)
    file.write(READY)
    first = path.stat().st_ino
    file.write(replace(READY))
    assert path.stat().st_ino == first


def test_the_file_is_gone_after_the_stop(tmp_path: Path) -> None:
    file = ReadyFile(tmp_path / "ready.json")
    file.write(READY)
    file.remove()
    file.remove()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_another_host_took_over_is_left_alone(tmp_path: Path) -> None:
    mine, other = ReadyFile(tmp_path / "ready.json"), ReadyFile(tmp_path / "ready.json")
    mine.write(READY)
    other.write(replace(READY, pid=READY.pid + 1))
    mine.remove()
    assert (tmp_path / "ready.json").exists()


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StartError, match=r"ready file .*nowhere.* cannot be written: No such file or directory\."):
        ReadyFile(tmp_path / "nowhere" / "ready.json").write(READY)


def test_a_full_disk_keeps_the_old_file_and_complains_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(path: Path, content: str) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "ready.json"
    file, moved = ReadyFile(path), replace(READY, url="http://127.0.0.1:9999")
    file.write(READY)
    with monkeypatch.context() as patched:
        patched.setattr(ready_file, "write_atomically", full)
        assert [file.try_to_write(moved) for _ in range(3)] == [False] * 3
    assert json.loads(path.read_text())["url"] == READY.url
    assert caplog.text.count("cannot be written: No space left on device.") == 1
    assert file.try_to_write(moved)
    assert json.loads(path.read_text())["url"] == moved.url


def test_a_file_that_was_removed_at_the_stop_is_not_written_again(tmp_path: Path) -> None:
    file = ReadyFile(tmp_path / "ready.json")
    file.write(READY)
    file.remove()
    assert file.try_to_write(READY)
    assert list(tmp_path.iterdir()) == []
