"""Power and the icon of macOS, with a caffeinate and an AppKit of our own."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chat_desktop import paths
from chat_desktop.desktop.tray import mac_tray
from chat_desktop.desktop.tray.mac_tray import MacTray
from chat_desktop.power import macos
from chat_desktop.power.macos import MacPower
from chat_desktop.power.system import PowerListener
from tests.power.test_windows import actions

pytestmark = pytest.mark.skipif(os.name != "posix", reason="starts programs with a shell")


def program(folder: Path, name: str, script: str) -> str:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return str(file)


def test_caffeinate_runs_while_the_computer_is_to_stay_awake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = tmp_path / "words"
    monkeypatch.setattr(macos, "CAFFEINATE", program(tmp_path, "caffeinate", f'echo "$@" > {words}; exec sleep 60'))
    told: list[str] = []
    observed: dict[str, Callable[[], None]] = {}
    power = MacPower(lambda handlers: (observed.update(handlers), lambda: told.append("end"))[1])
    power.start(PowerListener(told.append, lambda: told.append("back")))
    assert power.is_known()
    power.keep_awake(True)
    power.keep_awake(True)
    assert power.keeps_awake()
    process = power._caffeinate
    assert process is not None
    for name in ("WillSleep", "DidWake", "WillPowerOff"):
        observed[f"NSWorkspace{name}Notification"]()
    power.stop()
    assert not power.keeps_awake()
    assert process.returncode is not None
    assert told == ["sleep", "back", "shutdown", "end"]
    monkeypatch.setattr(macos, "CAFFEINATE", str(tmp_path / "missing"))
    power.keep_awake(True)
    assert (power.keeps_awake(), power.is_known()) == (False, False)


@pytest.mark.parametrize(("source", "mains"), [("AC Power", True), ("Battery Power", False)])
def test_pmset_tells_of_mains_power_and_is_asked_rarely(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, mains: bool
) -> None:
    asked = tmp_path / "asked"
    script = f"echo x >> {asked}; echo \"Now drawing from '{source}'\"; echo ' -InternalBattery-0 100%'"
    monkeypatch.setattr(macos, "PMSET", program(tmp_path, "pmset", script))
    now = [0.0]
    power = MacPower(lambda handlers: lambda: None, lambda: now[0])
    assert power.on_mains() is mains
    assert power.on_mains() is mains
    now[0] = macos.MAINS_SECONDS
    assert power.on_mains() is mains
    assert asked.read_text().split() == ["x", "x"]


class Kit:
    """Answers every call of AppKit, and notes it."""

    def __init__(self, calls: list[tuple[Any, ...]], name: str = "") -> None:
        self._calls, self._name = calls, name

    def __getattr__(self, name: str) -> "Kit":
        return Kit(self._calls, f"{self._name}.{name}".lstrip("."))

    def __call__(self, *values: Any) -> Any:
        self._calls.append((self._name.rsplit(".", 1)[-1], *values))
        if self._name.endswith("addOperationWithBlock_"):
            values[0]()
        return self


class Target:
    """Stands for the class that the menu calls."""

    tray: MacTray

    @classmethod
    def alloc(cls) -> "Target":
        return cls()

    def init(self) -> "Target":
        return self


def test_the_item_of_the_status_bar_has_the_menu_and_the_number() -> None:
    calls, chosen = list[tuple[Any, ...]](), list[str]()
    tray = MacTray(actions(chosen), paths.icon(), lambda: "Acme", Kit(calls), lambda kit: Target)
    assert tray.is_available()
    tray.show_unread(3)
    tray.show_unread(0)
    assert [call[1] for call in calls if call[0] == "setTitle_"] == ["3", ""]
    tray.fill(Kit(calls))
    titles = [call[1] for call in calls if call[0] == "initWithTitle_action_keyEquivalent_"]
    assert titles == [
        "Open Chat Desktop",
        "Invite people",
        "The office is open",
        "Keep running when the window is closed",
        "Quit",
    ]
    for index in (0, 3, 4, 6):
        tray.chosen(index)
    assert chosen == ["open", "keep False", "quit"]
    tray.remove()
    assert calls[-1][0] == "removeStatusItem_"


@pytest.mark.parametrize(("pressed", "text"), [(1000, "Keep it"), (1001, "Close"), (1002, None)])
def test_the_question_on_closing_has_two_buttons_and_cancel(pressed: int, text: str | None) -> None:
    class Alert(Kit):
        NSAlertFirstButtonReturn = 1000

        def __getattr__(self, name: str) -> Any:
            return (lambda: pressed) if name == "runModal" else self if name != "addButtonWithTitle_" else self._button

        def __call__(self, *values: Any) -> "Alert":
            return self

        def _button(self, words: str) -> None:
            self._calls.append((words,))

    calls: list[tuple[Any, ...]] = []
    assert mac_tray.choose("Keep it running?", ("Keep it", "Close"), Alert(calls)) == text
    assert calls == [("Keep it",), ("Close",), ("Cancel",)]


def test_only_the_own_system_is_loaded() -> None:
    from chat_desktop.power.system import this_system

    this_system()
    if sys.platform != "darwin":
        assert "AppKit" not in sys.modules
