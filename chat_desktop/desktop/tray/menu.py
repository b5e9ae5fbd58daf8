"""The menu of the icon, for the systems whose menus are made anew each time that they are opened."""

from collections.abc import Callable
from dataclasses import dataclass

from chat_desktop.desktop.texts import text
from chat_desktop.desktop.tray.pause import UNTIL_TURNED_ON, Pause
from chat_desktop.desktop.tray.tray import TrayActions


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu. Without `chosen` it only says something; `checked` is None where nothing can be checked."""

    text: str
    chosen: Callable[[], None] | None = None
    checked: bool | None = None


SEPARATOR = Entry("")


def _pausing(pause: Pause) -> list[Entry]:
    if pause.is_on():
        return [SEPARATOR, Entry(pause.words()), Entry(text("tray.turn_on"), pause.end)]
    return [
        SEPARATOR,
        Entry(text("tray.pause_hour"), lambda: pause.begin(pause.in_an_hour())),
        Entry(text("tray.pause_tomorrow"), lambda: pause.begin(pause.tomorrow())),
        Entry(text("tray.pause_until_on"), lambda: pause.begin(UNTIL_TURNED_ON)),
    ]


def entries(actions: TrayActions) -> list[Entry]:
    """Returns the menu as it is now."""
    keeps = actions.keeps_running()
    return [
        Entry(text("tray.open"), actions.open),
        Entry(text("tray.invite"), actions.invite),
        SEPARATOR,
        Entry(actions.status()),
        Entry(text("tray.keep"), lambda: actions.keep_running(not keeps), keeps),
        *(_pausing(actions.pause) if actions.pause else []),
        SEPARATOR,
        Entry(text("tray.quit"), actions.quit),
    ]
