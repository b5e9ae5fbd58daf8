"""Implements the tray icon on Windows. Everything happens on the thread of the program's hidden window."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from chat_desktop.desktop.texts import text
from chat_desktop.desktop.tray.badge import badged
from chat_desktop.desktop.tray.menu import Entry, entries
from chat_desktop.desktop.tray.shell32 import CALLBACK, Shell, event_of
from chat_desktop.desktop.tray.tray import TrayActions
from chat_desktop.win32.message_window import MessageWindow

log = logging.getLogger(__name__)

REMOVE_SECONDS = 1.0
SELECT, KEY_SELECT, BALLOON_CLICK, CONTEXT_MENU = 0x400, 0x401, 0x405, 0x7B


class Taskbar(Protocol):
    """What is used of Windows; see Shell."""

    def add(self, picture: bytes, tip: str) -> bool: ...
    def change(self, picture: bytes, tip: str) -> None: ...
    def tell(self, title: str, body: str) -> None: ...
    def remove(self) -> None: ...
    def choose(self, entries: Sequence[Entry]) -> int | None: ...


class WindowsTray:
    """See Tray for its methods. They may be called in any thread. ICON is the file of the plain icon."""

    def __init__(
        self,
        window: MessageWindow,
        actions: TrayActions,
        icon: Path | None,
        office_name: Callable[[], str],
        taskbar: Callable[[int], Taskbar] = Shell,
        draw: Callable[[Path | None, int], bytes] = badged,
    ) -> None:
        self._draw = draw
        self._window, self._actions, self._icon, self._office_name = window, actions, icon, office_name
        self._taskbar = taskbar(window.handle)
        self._unread, self._is_there = 0, False
        self._clicked: Callable[[], None] = actions.open
        window.on(CALLBACK, self._told)
        # The taskbar was restarted, as after a crash of the Explorer, and has no icons any more.
        window.on_named("TaskbarCreated", self._taskbar_created)
        window.run(self._add)

    def is_available(self) -> bool:
        return self._is_there

    def show_unread(self, count: int) -> None:
        if count != self._unread:
            self._unread = count
            self._window.run(lambda: self._taskbar.change(*self._look()))

    def show_notice(self, title: str, body: str, clicked: Callable[[], None]) -> None:
        """Shows a notification at the icon; `clicked` is called on a click. Its text is plain."""
        self._clicked = clicked
        self._window.run(lambda: self._taskbar.tell(title, body))

    def remove(self) -> None:
        self._is_there = False
        # An icon that is not removed before the program ends stays until the mouse touches it.
        self._window.run(self._taskbar.remove, REMOVE_SECONDS)

    def _add(self) -> None:
        self._is_there = self._taskbar.add(*self._look())

    def _look(self) -> tuple[bytes, str]:
        name = self._office_name()
        tip = text("tray.unread", name=name, n=self._unread) if self._unread else name
        return self._draw(self._icon, self._unread), tip

    def _taskbar_created(self, *_: int) -> int:
        # Windows also says so after a change of the resolution, when the icon is still there.
        self._taskbar.remove()
        self._add()
        return 0

    def _told(self, _: int, lparam: int) -> int:
        event = event_of(lparam)
        if event in (SELECT, KEY_SELECT):
            self._actions.open()
        elif event == BALLOON_CLICK:
            self._clicked()
        elif event == CONTEXT_MENU:
            self._menu()
        return 0

    def _menu(self) -> None:
        listed = entries(self._actions)
        index = self._taskbar.choose(listed)
        chosen = listed[index].chosen if index is not None else None
        if chosen is not None:
            chosen()
