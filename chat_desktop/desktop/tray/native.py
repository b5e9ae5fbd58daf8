"""Makes the icon and the question on closing for the window of Windows or macOS."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path

from chat_desktop.desktop.tray.tray import NoTray, Tray, TrayActions

log = logging.getLogger(__name__)

_YES_NO_CANCEL, _QUESTION, _FOREGROUND = 0x3, 0x20, 0x1_0000  # MB_...
_YES, _NO = 6, 7


def make(actions: TrayActions, icon: Path | None, office_name: Callable[[], str]) -> Tray:
    """Returns the icon of this system, or one that is never there."""
    try:
        if sys.platform == "win32":
            return _of_windows(actions, icon, office_name)
        from chat_desktop.desktop.tray.mac_tray import MacTray

        return MacTray(actions, icon, office_name)
    except (ImportError, OSError, AttributeError, ValueError):
        log.warning("There is no icon in the tray.", exc_info=True)
        return NoTray()


def choose(question: str, keep: str, close: str) -> str | None:
    """Asks with two buttons and Cancel, and returns the text of the button or None; called on the GUI thread."""
    if sys.platform == "win32":
        from chat_desktop.win32.user32 import library

        # Its buttons are Yes, No and Cancel in the language of Windows, so the question is one of yes or no.
        flags = _YES_NO_CANCEL | _QUESTION | _FOREGROUND
        pressed = library("user32").MessageBoxW(None, question, "Chat Desktop", flags)
        return {_YES: keep, _NO: close}.get(pressed)
    from chat_desktop.desktop.tray import mac_tray

    return mac_tray.choose(question, (keep, close))


def _of_windows(actions: TrayActions, icon: Path | None, office_name: Callable[[], str]) -> Tray:
    from chat_desktop.desktop.tray.windows_tray import WindowsTray
    from chat_desktop.win32 import message_window

    window = message_window.shared()
    return NoTray() if window is None else WindowsTray(window, actions, icon, office_name)
