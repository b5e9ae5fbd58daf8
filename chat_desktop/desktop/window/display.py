"""Finds out whether a window can be shown, before any graphical library is loaded.

Qt aborts the process without an exception when it cannot reach a display, so this has to be checked first.
"""

import ctypes
import importlib.util
import os
import re
import socket
import sys
from pathlib import Path

from chat_desktop.start_error import ToldError

_XCB = "libxcb.so.1"
_SCREENS = frozenset({"xcb", "wayland", "wayland-egl"})
_QT_PARTS = ("PySide6.QtWebEngineWidgets", "qtpy")


class WindowError(ToldError):
    """No window can be shown. The text is one sentence that says why."""


def why_no_window() -> WindowError | None:
    """Returns why no window can be shown, or None when one can."""
    if sys.platform == "win32":
        return _missing("webview", "clr") or _no_webview2()
    if sys.platform == "darwin":
        return _missing("webview", "WebKit")
    return _no_screen() or _missing("webview", *_QT_PARTS) or _no_x11_plugin()


def has_screen() -> bool:
    """Returns whether there may be a screen on which a browser could open."""
    if not sys.platform.startswith("linux"):
        return True
    # Other platforms of Qt (offscreen, vnc) are not available to other programs.
    chosen = os.environ.get("QT_QPA_PLATFORM")
    return not (chosen and _SCREENS.isdisjoint(re.split("[;:]", chosen))) and _session_problem() is None


def _missing(*modules: str) -> WindowError | None:
    for module in modules:
        try:
            found = importlib.util.find_spec(module)
        except ImportError:
            found = None
        if found is None:
            return WindowError("window_library_missing", {"name": module.partition(".")[0]})
    return None


def _no_screen() -> WindowError | None:
    if os.environ.get("QT_QPA_PLATFORM"):
        return None  # the person has chosen a platform of Qt
    return _session_problem()


def _session_problem() -> WindowError | None:
    """Returns why the session has no screen, or None when it has one."""
    if _wayland_answers():
        return None
    if os.environ.get("DISPLAY"):
        try:
            xcb = ctypes.CDLL(_XCB)
        except OSError:
            return WindowError("window_system_library_missing", {"name": _XCB})
        if _x11_answers(xcb):
            return None
    if "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ:
        return WindowError("display_silent")
    if "SSH_CONNECTION" in os.environ:
        return WindowError("remote_session")
    return WindowError("no_screen")


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    path = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent")) / name
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as wayland:
        try:
            wayland.connect(str(path))
        except OSError:
            return False
    return True


def _x11_answers(xcb: ctypes.CDLL) -> bool:
    """Returns whether the X server accepts a connection. An existing socket may still refuse it."""
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    broken = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not broken


def _no_x11_plugin() -> WindowError | None:
    """Loads the X11 plugin of Qt and returns why that fails. Qt itself would abort if a system library is missing."""
    if os.environ.get("QT_QPA_PLATFORM", "xcb") != "xcb" or _wayland_answers():
        return None
    package = importlib.util.find_spec("PySide6")
    folder = Path((package.submodule_search_locations or [""])[0]) if package else Path()
    plugin = folder / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    if not plugin.is_file():
        return None  # PySide6 comes from the distribution, which installs the libraries too
    try:
        ctypes.CDLL(str(plugin))
    except OSError as problem:
        return WindowError("window_system_library_missing", {"name": str(problem).partition(":")[0]})
    return None


def _no_webview2() -> WindowError | None:
    if sys.platform == "win32" and not _webview2_version():
        # pywebview would silently use the engine of Internet Explorer and show a white window.
        return WindowError("no_webview2")
    return None


if sys.platform == "win32":
    import winreg

    _CLIENT = r"Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"
    _PLACES = (
        (winreg.HKEY_LOCAL_MACHINE, rf"SOFTWARE\WOW6432Node\{_CLIENT}"),
        (winreg.HKEY_LOCAL_MACHINE, rf"SOFTWARE\{_CLIENT}"),
        (winreg.HKEY_CURRENT_USER, rf"Software\{_CLIENT}"),
    )

    def _webview2_version() -> str | None:
        """Returns the version by the method in "Detect if a WebView2 Runtime is already installed" of Microsoft."""
        for root, path in _PLACES:
            try:
                with winreg.OpenKey(root, path) as key:
                    version = str(winreg.QueryValueEx(key, "pv")[0])
            except OSError:
                continue
            if version.strip("0."):
                return version
        return None
