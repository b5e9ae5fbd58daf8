"""A pause of the notifications on this computer: its end, its words, and that it outlives the program."""

import json
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from chat_desktop.desktop.tray.menu import Entry, entries
from chat_desktop.desktop.tray.pause import FILE, UNTIL_TURNED_ON, Pause, tool_tip
from chat_desktop.desktop.tray.tray import TrayActions


@pytest.fixture(autouse=True)
def _berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


class Clock:
    def __init__(self, text: str) -> None:
        self.set(text)

    def __call__(self) -> float:
        return self.now

    def set(self, text: str) -> None:
        self.now = datetime.fromisoformat(text).astimezone().timestamp()


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-03-28T22:15")


@pytest.fixture
def pause(tmp_path: Path, clock: Clock) -> Pause:
    return Pause(tmp_path, clock)


def test_it_ends_by_itself_after_an_hour(pause: Pause, clock: Clock) -> None:
    assert (pause.is_on(), pause.words()) == (False, "")
    pause.begin(pause.in_an_hour())
    assert pause.words() == "Notifications are paused until 23:15"
    clock.set("2026-03-28T23:14:59")
    assert pause.is_on()
    clock.set("2026-03-28T23:15")
    assert (pause.is_on(), pause.words()) == (False, "")


def test_tomorrow_is_in_the_morning_also_when_the_clocks_change(pause: Pause, clock: Clock) -> None:
    pause.begin(pause.tomorrow())
    assert pause.words() == "Notifications are paused until tomorrow, 08:00"
    clock.set("2026-03-29T07:59")
    assert pause.words() == "Notifications are paused until 08:00"
    clock.set("2026-03-29T08:00")
    assert not pause.is_on()


def test_it_outlives_the_program_until_it_is_ended(pause: Pause, clock: Clock, tmp_path: Path) -> None:
    told: list[str] = []
    pause.changed = lambda: told.append(pause.words())
    pause.begin(UNTIL_TURNED_ON)
    clock.set("2036-03-28T22:15")
    again = Pause(tmp_path, clock)
    assert again.words() == "Notifications are paused"
    again.end()
    assert not Pause(tmp_path, clock).is_on()
    assert told == ["Notifications are paused"]


@pytest.mark.parametrize("stored", ["{", "[]", '{"paused_until": "for ever"}', '{"paused_until": true}', "far"])
def test_what_is_stored_wrongly_pauses_nothing(tmp_path: Path, clock: Clock, stored: str) -> None:
    later = json.dumps({"paused_until": clock() + 3 * 24 * 3600})
    (tmp_path / FILE).write_text(later if stored == "far" else stored)
    assert not Pause(tmp_path, clock).is_on()


def test_a_folder_that_cannot_be_written_pauses_all_the_same(tmp_path: Path, clock: Clock) -> None:
    pause = Pause(tmp_path / "gone", clock)
    pause.begin(UNTIL_TURNED_ON)
    assert pause.is_on()


def test_the_menu_and_the_icon_show_it(pause: Pause) -> None:
    nothing = lambda: None  # noqa: E731
    actions = TrayActions(nothing, nothing, lambda: "open", lambda: True, lambda keeps: None, nothing, pause)

    def lines() -> dict[str, Entry]:
        return {entry.text: entry for entry in entries(actions)}

    begin = lines()["Pause notifications until tomorrow"].chosen
    assert begin is not None
    begin()
    assert lines()["Notifications are paused until tomorrow, 08:00"].chosen is None
    assert "Pause notifications for 1 hour" not in lines()
    assert tool_tip("Acme", 2, pause) == "Acme: 2 unread\nNotifications are paused until tomorrow, 08:00"
    end = lines()["Turn notifications on"].chosen
    assert end is not None
    end()
    assert tool_tip("Acme", 0, pause) == "Acme"
    assert "Pause notifications for 1 hour" in lines()
