"""The menu of the icon, for the systems whose menus are made anew each time that they are opened."""

from collections.abc import Callable
from dataclasses import dataclass

from chat_desktop.desktop.tray.tray import TrayActions


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu. Without `chosen` it only says something; `checked` is None where nothing can be checked."""

    text: str
    chosen: Callable[[], None] | None = None
    checked: bool | None = None


SEPARATOR = Entry("")


def entries(actions: TrayActions) -> list[Entry]:
    """Returns the menu as it is now."""
    keeps = actions.keeps_running()
    return [
        Entry("Open Chat Desktop", actions.open),
        Entry("Invite people", actions.invite),
        SEPARATOR,
        Entry(actions.status()),
        Entry("Keep running when the window is closed", lambda: actions.keep_running(not keeps), keeps),
        SEPARATOR,
        Entry("Quit", actions.quit),
    ]
