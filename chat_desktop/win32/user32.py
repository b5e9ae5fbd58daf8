"""Declares what is used of user32.dll and kernel32.dll. The modules of other systems can import this file too."""

import ctypes
from collections.abc import Callable
from ctypes import POINTER, Structure, c_int, c_ssize_t, c_ubyte, c_uint, c_void_p, c_wchar_p
from ctypes.wintypes import BOOL, DWORD, HWND, LPARAM, LPCWSTR, MSG, WPARAM
from typing import Any

WM_DESTROY, WM_QUERYENDSESSION, WM_ENDSESSION, WM_POWERBROADCAST = 0x0002, 0x0011, 0x0016, 0x0218
WM_APP = 0x8000

Procedure = Callable[[int, int, int], int | None]
"""Handles (message, wparam, lparam). None leaves the message to Windows."""


class _WindowClass(Structure):
    _fields_ = (
        ("style", c_uint),
        ("procedure", c_void_p),
        ("class_extra", c_int),
        ("window_extra", c_int),
        ("instance", c_void_p),
        ("icon", c_void_p),
        ("cursor", c_void_p),
        ("background", c_void_p),
        ("menu_name", c_wchar_p),
        ("class_name", c_wchar_p),
    )


class PowerStatus(Structure):
    """SYSTEM_POWER_STATUS. `line` is 0 on battery, 1 on mains, and 255 when that is not known."""

    _fields_ = (
        ("line", c_ubyte),
        ("battery", c_ubyte),
        ("percent", c_ubyte),
        ("flag", c_ubyte),
        ("seconds_left", DWORD),
        ("seconds_full", DWORD),
    )


def library(name: str) -> Any:
    """Returns a library of Windows, whose functions keep their errors for `ctypes.get_last_error`."""
    return getattr(ctypes, "WinDLL")(name, use_last_error=True)  # noqa: B009 - known on Windows alone


class User32:
    """The messages of one window. Its methods are called on the thread of the window, except `post`."""

    def __init__(self) -> None:
        self._user, self._kernel = library("user32"), library("kernel32")
        self._declare()
        self._kept: list[Any] = []  # what Windows calls must live as long as the window

    def open(self, name: str, procedure: Procedure) -> int:
        """Opens a window that is never shown, and returns its handle. Raises OSError.

        It is no message-only window, because those receive no broadcasts: power, shutdown and TaskbarCreated."""
        callback = getattr(ctypes, "WINFUNCTYPE")(c_ssize_t, HWND, c_uint, WPARAM, LPARAM)  # noqa: B009

        def handle(window: int, message: int, wparam: int, lparam: int) -> int:
            answer = procedure(message, wparam or 0, lparam or 0)
            if answer is None:
                answer = self._user.DefWindowProcW(window, message, wparam, lparam)
            return int(answer or 0)

        called = callback(handle)
        instance = self._kernel.GetModuleHandleW(None)
        kind = _WindowClass(procedure=ctypes.cast(called, c_void_p), instance=instance, class_name=name)
        self._kept += [called, kind]
        self._user.RegisterClassW(ctypes.byref(kind))  # it may be there already
        window = self._user.CreateWindowExW(0, name, name, 0, 0, 0, 0, 0, None, None, instance, None)
        if not window:
            raise OSError(f"Windows opens no window (error {getattr(ctypes, 'get_last_error')()}).")  # noqa: B009
        return int(window)

    def pump(self) -> None:
        """Handles messages until `end` is called."""
        message = MSG()
        while self._user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            self._user.TranslateMessage(ctypes.byref(message))
            self._user.DispatchMessageW(ctypes.byref(message))

    def post(self, window: int, message: int) -> None:
        """Sends a message to the window; called in any thread."""
        self._user.PostMessageW(window, message, 0, 0)

    def end(self, window: int) -> None:
        """Closes the window, and makes `pump` return."""
        self._user.DestroyWindow(window)
        self._user.PostQuitMessage(0)

    def registered(self, name: str) -> int:
        """Returns the number of a message that is known by its name."""
        return int(self._user.RegisterWindowMessageW(name))

    def block_shutdown(self, window: int, reason: str | None) -> None:
        """Tells Windows, and the person, why the shutdown has to wait; with None, that it need not any more."""
        if reason is None:
            self._user.ShutdownBlockReasonDestroy(window)
        else:
            self._user.ShutdownBlockReasonCreate(window, reason)

    def execution_state(self, flags: int) -> bool:
        """Calls SetThreadExecutionState, which holds as long as this thread lives. Returns whether it is accepted."""
        return bool(self._kernel.SetThreadExecutionState(flags))

    def on_mains(self) -> bool:
        """Returns whether the computer has mains power, or Windows does not know; called in any thread."""
        status = PowerStatus()
        return not self._kernel.GetSystemPowerStatus(ctypes.byref(status)) or status.line != 0

    def _declare(self) -> None:
        user, kernel = self._user, self._kernel
        kernel.GetModuleHandleW.argtypes, kernel.GetModuleHandleW.restype = [LPCWSTR], c_void_p
        kernel.SetThreadExecutionState.argtypes, kernel.SetThreadExecutionState.restype = [DWORD], DWORD
        user.CreateWindowExW.argtypes = [
            *(DWORD, LPCWSTR, LPCWSTR, DWORD, c_int, c_int, c_int, c_int),
            *(HWND, c_void_p, c_void_p, c_void_p),
        ]
        user.CreateWindowExW.restype = HWND
        user.DefWindowProcW.argtypes, user.DefWindowProcW.restype = [HWND, c_uint, WPARAM, LPARAM], c_ssize_t
        user.GetMessageW.argtypes, user.GetMessageW.restype = [POINTER(MSG), HWND, c_uint, c_uint], c_int
        user.PostMessageW.argtypes, user.PostMessageW.restype = [HWND, c_uint, WPARAM, LPARAM], BOOL
        user.DestroyWindow.argtypes = [HWND]
        user.RegisterWindowMessageW.argtypes, user.RegisterWindowMessageW.restype = [LPCWSTR], c_uint
        user.ShutdownBlockReasonCreate.argtypes = [HWND, LPCWSTR]
        user.ShutdownBlockReasonDestroy.argtypes = [HWND]
