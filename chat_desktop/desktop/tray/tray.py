"""Defines the interface of the tray icon. A toolkit without one uses NoTray."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from chat_desktop.desktop.texts import sentences, text
from chat_desktop.desktop.tray.pause import Pause
from chat_desktop.runtime.standby.missed_hosts import Missed

_COUNT = re.compile(r"\((\d{1,6})\) ")


@dataclass(frozen=True, slots=True)
class TrayActions:
    """What the menu of the icon does. All are called on the GUI thread, and none of them blocks for long."""

    open: Callable[[], None]
    invite: Callable[[], None]
    status: Callable[[], str]  # a sentence that is shown in the menu
    keeps_running: Callable[[], bool]  # whether the office runs on when the window is closed
    keep_running: Callable[[bool], None]
    quit: Callable[[], None]
    pause: Pause | None = None  # of notifications, where the program has some


class Tray(Protocol):
    """The icon. Its methods are called on the GUI thread."""

    def is_available(self) -> bool:
        """Returns whether the system has a tray at this moment. A panel may start or end at any time."""

    def show_unread(self, count: int) -> None:
        """Shows the number of unread messages in the icon."""

    def show_notice(self, title: str, body: str, clicked: Callable[[], None]) -> None:
        """Shows a balloon at the icon, where the system has them."""

    def remove(self) -> None:
        """Removes the icon."""


class NoTray:
    """Stands in for the icon where there is none."""

    def is_available(self) -> bool:
        """Returns False."""
        return False

    def show_unread(self, count: int) -> None:
        """Does nothing."""

    def show_notice(self, title: str, body: str, clicked: Callable[[], None]) -> None:
        """Does nothing."""

    def remove(self) -> None:
        """Does nothing."""


def unread_in(title: str) -> int:
    """Returns the number of unread messages that the title of the page begins with.

    The page counts by the person's own levels and quiet hours, also while the window is hidden."""
    found = _COUNT.match(title)
    return int(found[1]) if found else 0


def status(people: int | None, missed: Missed | None = None) -> str:
    """Returns the sentence of the menu: a host that is MISSED by its stand-by, or the PEOPLE who are connected.

    PEOPLE is None when that is not known."""
    if missed is not None:
        return missed_words(missed)[0]
    if people is None:
        return text("tray.is_open")
    return text("tray.connected", n=people)


def missed_words(missed: Missed) -> tuple[str, str]:
    """Returns the title and the text of the notification about a host that does not answer its stand-by."""
    how = text("tray.missed_click") if missed.by_click else text("tray.missed_command")
    return text("tray.missed", office=missed.office), how


def closing_question(people: int, has_tray: bool = True) -> str:
    """Returns the question that is asked when the window is closed: for the first time, or always without a tray."""
    connected = text("closing.connected", n=people) if people else ""
    return sentences(connected, text("closing.in_tray" if has_tray else "closing.without_tray"))
