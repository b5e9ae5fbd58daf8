"""Connects the window with its icon in the tray, and decides whether closing the window only hides it."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol

from chat_desktop import background
from chat_desktop.desktop.texts import text
from chat_desktop.desktop.tray import settings
from chat_desktop.desktop.tray.pause import Pause
from chat_desktop.desktop.tray.tray import TrayActions, closing_question, missed_words, status
from chat_desktop.desktop.window.toolkit import Toolkit
from chat_desktop.errors import StartError
from chat_desktop.runtime.standby.missed_hosts import Missed, MissedHosts

Wish = Literal["hide", "close", "cancel", "ask"]

INVITE_PATH = "/poster"


class TrayHost(Protocol):
    """What the icon needs of the host; see WindowHost."""

    show: Callable[[str], None]

    @property
    def url(self) -> str: ...

    def people_connected(self) -> int: ...


class WindowTray:
    """The icon of the window. It is made and called on the GUI thread. `leave` closes the office after a question.

    The hosts of which this computer is a stand-by, and which do not answer, are told in the menu and in a notification.
    """

    def __init__(
        self,
        toolkit: Toolkit,
        host: TrayHost,
        data: Path,
        leave: Callable[[], None],
        missed: MissedHosts,
    ) -> None:
        self._toolkit, self._host, self._data = toolkit, host, data
        actions = TrayActions(
            open=toolkit.bring_to_front,
            invite=self._invite,
            status=lambda: status(people_connected(host), missed.first()),
            keeps_running=lambda: bool(settings.keeps_running(data)),
            keep_running=lambda keeps: settings.keep_running(data, keeps),
            quit=leave,
            pause=Pause(data),
        )
        self.icon = toolkit.make_tray(actions)
        missed.tell = self._tell_missed
        if (first := missed.first()) is not None:
            self._tell_missed(first)

    def wish_on_closing(self, downloads: int) -> Wish:
        """Returns what closing the window does. It asks once, and remembers the answer.

        Without a tray nothing would show that the office runs on, so it asks each time. "ask" leaves it to the question
        on closing, which is asked for people and DOWNLOADS."""
        # A panel may start or end at any time.
        has_tray = self.icon.is_available()
        keeps = settings.keeps_running(self._data) if has_tray else None
        if keeps is not None:
            return "hide" if keeps else "ask"
        question = closing_question(people_connected(self._host) or 0, has_tray)
        keep = text("closing.keep_running")
        chosen = self._toolkit.choose(question, keep, text("closing.close_office"))
        if chosen is None:
            return "cancel"
        if has_tray:
            settings.keep_running(self._data, chosen == keep)
        if chosen == keep:
            return "hide"
        return "ask" if downloads else "close"

    def _tell_missed(self, missed: Missed) -> None:
        self._toolkit.notify(*missed_words(missed))

    def _invite(self) -> None:
        self._toolkit.bring_to_front()
        # Loading a page waits for the GUI thread.
        background.start("invite", self._host.show, f"{self._host.url}{INVITE_PATH}")


def people_connected(host: TrayHost) -> int | None:
    """Returns how many others are connected, or None when the host does not answer."""
    try:
        return host.people_connected()
    except (StartError, TimeoutError):
        return None
