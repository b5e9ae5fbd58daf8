"""Tells whether the person works with another program, on Windows and macOS."""

import ctypes
import os
import sys
from typing import Any


def is_behind() -> bool:
    """Returns whether another program is in front; False where that cannot be known."""
    try:
        if sys.platform == "win32":
            from chat_desktop.win32.user32 import library

            return _on_windows(library("user32"))
        if sys.platform == "darwin":
            import AppKit

            return _on_macos(AppKit)
    except (ImportError, OSError, AttributeError):
        pass
    return False


def _on_windows(user32: Any) -> bool:
    user32.GetForegroundWindow.restype = ctypes.c_void_p
    process = ctypes.c_ulong()
    front = user32.GetForegroundWindow()
    if not front:  # while windows change their places
        return False
    user32.GetWindowThreadProcessId(ctypes.c_void_p(front), ctypes.byref(process))
    return process.value != os.getpid()


def _on_macos(kit: Any) -> bool:
    return not kit.NSApplication.sharedApplication().isActive()
