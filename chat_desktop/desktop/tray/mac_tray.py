"""Implements the tray icon on macOS: an item of the status bar, by pyobjc, on the main thread."""

import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from chat_desktop.desktop.texts import text
from chat_desktop.desktop.tray.badge import badged
from chat_desktop.desktop.tray.menu import Entry, entries
from chat_desktop.desktop.tray.tray import TrayActions

log = logging.getLogger(__name__)

_SIDE_POINTS = 18.0
_PICTURE_PX = 36


class MacTray:
    """See Tray for its methods. It is made on the main thread, and its methods may be called in any.

    `kit` is AppKit; `target_of(kit)` returns the class of the object that the menu calls."""

    def __init__(
        self,
        actions: TrayActions,
        icon: Path | None,
        office_name: Callable[[], str],
        kit: Any = None,
        target_of: Callable[[Any], Any] | None = None,
    ) -> None:
        self._kit = kit or _app_kit()
        self._actions, self._office_name = actions, office_name
        self._listed: list[Entry] = []
        bar = self._kit.NSStatusBar.systemStatusBar()
        self._item = bar.statusItemWithLength_(self._kit.NSVariableStatusItemLength)
        self._button = self._item.button()
        self._button.setImage_(self._image(icon))
        self._button.setToolTip_(office_name())
        self._target = (target_of or _target_class)(self._kit).alloc().init()
        self._target.tray = self
        menu = self._kit.NSMenu.alloc().init()
        menu.setAutoenablesItems_(False)
        menu.setDelegate_(self._target)
        self._item.setMenu_(menu)

    def is_available(self) -> bool:
        return True

    def show_unread(self, count: int) -> None:
        name = self._office_name()

        def show() -> None:
            self._button.setTitle_(str(count) if count else "")
            self._button.setToolTip_(text("tray.unread", name=name, n=count) if count else name)

        self._on_main_thread(show)

    def show_notice(self, title: str, body: str, clicked: Callable[[], None]) -> None:
        """Does nothing: an icon of the menu bar has no balloons, and its menu says the same."""

    def remove(self) -> None:
        self._on_main_thread(lambda: self._kit.NSStatusBar.systemStatusBar().removeStatusItem_(self._item))

    def fill(self, menu: Any) -> None:
        """Makes the menu as it is now; called on the main thread before it opens."""
        menu.removeAllItems()
        self._listed = entries(self._actions)
        for index, entry in enumerate(self._listed):
            menu.addItem_(self._line(index, entry))

    def chosen(self, index: int) -> None:
        """Does what the entry INDEX says."""
        act = self._listed[index].chosen
        if act is not None:
            act()

    def _line(self, index: int, entry: Entry) -> Any:
        if not entry.text:
            return self._kit.NSMenuItem.separatorItem()
        made = self._kit.NSMenuItem.alloc().initWithTitle_action_keyEquivalent_(entry.text, "chosen:", "")
        made.setTarget_(self._target)
        made.setTag_(index)
        made.setEnabled_(entry.chosen is not None)
        made.setState_(1 if entry.checked else 0)
        return made

    def _image(self, icon: Path | None) -> Any:
        data = badged(icon, 0, _PICTURE_PX)
        made = self._kit.NSImage.alloc().initWithData_(data)
        made.setSize_((_SIDE_POINTS, _SIDE_POINTS))
        return made

    def _on_main_thread(self, work: Callable[[], None]) -> None:
        self._kit.NSOperationQueue.mainQueue().addOperationWithBlock_(work)


def choose(question: str, buttons: tuple[str, str], kit: Any = None) -> str | None:
    """Asks with the texts of two buttons and Cancel; called on the main thread. Returns the text, or None."""
    kit = kit or _app_kit()
    alert = kit.NSAlert.alloc().init()
    alert.setMessageText_("Chat Desktop")
    alert.setInformativeText_(question)
    for label in (*buttons, text("action.cancel")):
        alert.addButtonWithTitle_(label)
    index = int(alert.runModal()) - int(kit.NSAlertFirstButtonReturn)
    return buttons[index] if 0 <= index < len(buttons) else None


def _app_kit() -> Any:
    import AppKit

    return AppKit


@cache
def _target_class(kit: Any) -> Any:
    """Returns the class whose objects the menu calls. A process can define a class of this name only once."""

    class ChatDesktopTrayTarget(kit.NSObject):  # type: ignore[misc]
        def menuNeedsUpdate_(self, menu: Any) -> None:  # noqa: N802 - named by AppKit
            self.tray.fill(menu)

        def chosen_(self, item: Any) -> None:
            self.tray.chosen(int(item.tag()))

    return ChatDesktopTrayTarget
