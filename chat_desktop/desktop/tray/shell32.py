"""Declares what the icon in the tray uses of Windows: its place in the taskbar, its picture, and its menu."""

import ctypes
from collections.abc import Sequence
from ctypes import POINTER, Structure, c_int, c_size_t, c_ubyte, c_uint, c_void_p, c_wchar, sizeof
from ctypes.wintypes import BOOL, DWORD, HWND, LPCWSTR, LPVOID, POINT, WORD

from chat_desktop.desktop.tray.menu import Entry
from chat_desktop.win32.user32 import WM_APP, library

CALLBACK = WM_APP + 2
"""The message with which the taskbar tells what the person does with the icon."""
_ADD, _MODIFY, _DELETE, _SET_VERSION = 0, 1, 2, 4  # NIM_...
_MESSAGE, _ICON, _TIP, _INFO, _SHOW_TIP = 0x1, 0x2, 0x4, 0x10, 0x80  # NIF_...
_VERSION = 4
_STRING, _GRAYED, _CHECKED, _SEPARATOR = 0x0, 0x1, 0x8, 0x800  # MF_...
_RETURN_COMMAND, _NO_NOTIFY, _RIGHT_BUTTON = 0x100, 0x80, 0x2  # TPM_...
_ICON_FORMAT = 0x0003_0000


class _IconData(Structure):
    """NOTIFYICONDATAW."""

    _fields_ = (
        ("size", DWORD),
        ("window", HWND),
        ("number", c_uint),
        ("flags", c_uint),
        ("message", c_uint),
        ("icon", c_void_p),
        ("tip", c_wchar * 128),
        ("state", DWORD),
        ("state_mask", DWORD),
        ("info", c_wchar * 256),
        ("version", c_uint),
        ("info_title", c_wchar * 64),
        ("info_flags", DWORD),
        ("guid", c_ubyte * 16),
        ("balloon_icon", c_void_p),
    )


class Shell:
    """One icon in the tray. Its methods are called on the thread of WINDOW, a handle."""

    def __init__(self, window: int) -> None:
        self._window, self._picture = window, 0
        self._shell, self._user = library("shell32"), library("user32")
        self._declare()

    def add(self, picture: bytes, tip: str) -> bool:
        """Adds the icon with a PNG and a text. Returns False when there is no taskbar."""
        data = self._data(picture, tip)
        if not self._shell.Shell_NotifyIconW(_ADD, ctypes.byref(data)):
            return False
        self._shell.Shell_NotifyIconW(_SET_VERSION, ctypes.byref(data))
        return True

    def change(self, picture: bytes, tip: str) -> None:
        """Replaces the picture and the text."""
        before = self._picture
        self._shell.Shell_NotifyIconW(_MODIFY, ctypes.byref(self._data(picture, tip)))
        if before:
            self._user.DestroyIcon(before)

    def tell(self, title: str, body: str) -> None:
        """Shows a notification at the icon. Its text is plain."""
        data = self._empty(_INFO)
        data.info_title, data.info = _cut(title, 64), _cut(body, 256)
        self._shell.Shell_NotifyIconW(_MODIFY, ctypes.byref(data))

    def remove(self) -> None:
        """Removes the icon."""
        self._shell.Shell_NotifyIconW(_DELETE, ctypes.byref(self._empty(0)))
        if self._picture:
            self._user.DestroyIcon(self._picture)
        self._picture = 0

    def choose(self, entries: Sequence[Entry]) -> int | None:
        """Shows a menu at the mouse. Returns the index of the chosen entry, or None."""
        menu, place = self._user.CreatePopupMenu(), POINT()
        for index, entry in enumerate(entries):
            flags = _SEPARATOR if not entry.text else _STRING if entry.chosen else _STRING | _GRAYED
            # An ampersand would underline the letter after it.
            words = entry.text.replace("&", "&&")
            self._user.AppendMenuW(menu, flags | (_CHECKED if entry.checked else 0), index + 1, words)
        self._user.GetCursorPos(ctypes.byref(place))
        # Otherwise the menu would stay open when the person clicks elsewhere.
        self._user.SetForegroundWindow(self._window)
        flags = _RETURN_COMMAND | _NO_NOTIFY | _RIGHT_BUTTON
        chosen = self._user.TrackPopupMenu(menu, flags, place.x, place.y, 0, self._window, None)
        self._user.DestroyMenu(menu)
        return chosen - 1 if chosen else None

    def _data(self, picture: bytes, tip: str) -> _IconData:
        data = self._empty(_MESSAGE | _ICON | _TIP | _SHOW_TIP)
        made = self._user.CreateIconFromResourceEx(picture, len(picture), True, _ICON_FORMAT, 0, 0, 0)
        self._picture = data.icon = made or 0
        data.message, data.tip, data.version = CALLBACK, _cut(tip, 128), _VERSION
        return data

    def _empty(self, flags: int) -> _IconData:
        return _IconData(size=sizeof(_IconData), window=self._window, number=1, flags=flags, version=_VERSION)

    def _declare(self) -> None:
        user = self._user
        self._shell.Shell_NotifyIconW.argtypes = [DWORD, POINTER(_IconData)]
        self._shell.Shell_NotifyIconW.restype = BOOL
        user.CreateIconFromResourceEx.argtypes = [ctypes.c_char_p, DWORD, BOOL, DWORD, c_int, c_int, c_uint]
        user.CreateIconFromResourceEx.restype = c_void_p
        user.DestroyIcon.argtypes = [c_void_p]
        user.CreatePopupMenu.restype = c_void_p
        user.AppendMenuW.argtypes = [c_void_p, c_uint, c_size_t, LPCWSTR]
        user.TrackPopupMenu.argtypes = [c_void_p, c_uint, c_int, c_int, c_int, HWND, LPVOID]
        user.TrackPopupMenu.restype = c_int
        user.SetForegroundWindow.argtypes = [HWND]
        user.DestroyMenu.argtypes = [c_void_p]
        user.GetCursorPos.argtypes = [POINTER(POINT)]


def event_of(lparam: int) -> int:
    """Returns what the person has done, from the callback message."""
    return WORD(lparam).value


def _cut(text: str, units: int) -> str:
    """Returns the beginning of TEXT that fits into so many UTF-16 units, with the final zero."""
    most = (units - 1) * 2
    return text.encode("utf-16-le", "surrogatepass")[:most].decode("utf-16-le", "ignore")
