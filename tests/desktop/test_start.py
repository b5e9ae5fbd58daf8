"""Starting while another process holds the folder, and starting without showing the window."""

import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.desktop import single_instance, start
from chat_desktop.desktop.single_instance import NO_ANSWER, FirstAnswer
from chat_desktop.desktop.tray.tray import closing_question
from chat_desktop.storage.folder_lock import AlreadyHeld, FolderLock, hold
from tests.desktop.conftest import Play


class Holder:
    """A host that only holds its folder."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.lock: FolderLock | None = None

    def start(self) -> None:
        self.lock = hold(self._data)


def begin(data: Path, hidden: bool = False) -> tuple[FirstAnswer | None, FolderLock | None]:
    holder = Holder(data)
    return start._start(holder.start, hidden), holder.lock


@pytest.fixture(autouse=True)
def _short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "RAISE_SECONDS", 0.05)


@pytest.mark.parametrize("hidden", [True, False])
def test_a_first_process_that_ends_makes_room(tmp_path: Path, hidden: bool) -> None:
    first = hold(tmp_path)
    threading.Timer(0.3, first.release).start()
    answer, lock = begin(tmp_path, hidden)
    assert answer is None
    assert lock is not None
    lock.release()


def test_a_first_process_that_is_slow_to_serve_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = hold(tmp_path)
    answers = iter([NO_ANSWER, NO_ANSWER, FirstAnswer(raised=True)])
    monkeypatch.setattr(single_instance, "raise_first", lambda *_: next(answers))
    assert begin(tmp_path) == (FirstAnswer(raised=True), None)
    first.release()


def test_one_that_never_answers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "FIRST_SECONDS", 0.2)
    first = hold(tmp_path)
    with pytest.raises(AlreadyHeld):
        begin(tmp_path)
    first.release()


def test_a_hidden_start_leaves_the_window_of_the_first_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = hold(tmp_path)
    monkeypatch.setattr(single_instance, "serves", lambda _: True)
    monkeypatch.setattr(single_instance, "raise_first", lambda *_: pytest.fail("it was asked"))
    assert begin(tmp_path, hidden=True) == (FirstAnswer(raised=True), None)
    first.release()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these scenarios speak Qt")
class TestHidden:
    def test_a_second_start_brings_the_window_and_a_command_closes_the_office(self, play: Play) -> None:
        seen = play("comes_by_a_second_start", program="hidden")
        assert seen["at_first"] is False
        assert seen["second_hidden"] == [0, False]
        assert (seen["second"], seen["stopped"]) == (0, 0)
        assert seen["card_left"] is False

    def test_without_a_tray_the_office_serves_on_and_a_second_start_shows_the_window(self, play: Play) -> None:
        seen = play("goes_on_without_a_tray", program="hidden")
        assert seen["asked"] == closing_question(0, has_tray=False)
        assert (seen["serves"], seen["second"]) == (0, 0)

    def test_the_owner_turns_it_on_in_the_page(self, play: Play, tmp_path: Path) -> None:
        config = tmp_path / "config"
        config.mkdir()
        seen: dict[str, Any] = play("is_turned_on_in_its_page", program="hidden", XDG_CONFIG_HOME=str(config))
        (entry,) = seen["on"]
        assert f'"run" "--hidden" "--data" "{tmp_path / "data"}"' in entry
        assert seen["off"] == []
