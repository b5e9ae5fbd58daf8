"""Runs a program of Windows as an administrator, if the person at the screen confirms it."""

import sys

DONE, REFUSED, NOT_POSSIBLE = "done", "refused", "not_possible"
WAIT_MS = 20_000  # for the program, after the confirmation

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    KEEP_PROCESS, HIDDEN, CANCELLED = 0x40, 0, 1223
    APARTMENT_NO_OLE1 = 0x2 | 0x4  # the flags that ShellExecuteEx requires for the calling thread

    class Info(ctypes.Structure):
        """The structure SHELLEXECUTEINFOW of Windows."""

        _fields_ = (
            ("cbSize", wintypes.DWORD),
            ("fMask", wintypes.ULONG),
            ("hwnd", wintypes.HWND),
            ("lpVerb", wintypes.LPCWSTR),
            ("lpFile", wintypes.LPCWSTR),
            ("lpParameters", wintypes.LPCWSTR),
            ("lpDirectory", wintypes.LPCWSTR),
            ("nShow", ctypes.c_int),
            ("hInstApp", wintypes.HINSTANCE),
            ("lpIDList", ctypes.c_void_p),
            ("lpClass", wintypes.LPCWSTR),
            ("hkeyClass", wintypes.HKEY),
            ("dwHotKey", wintypes.DWORD),
            ("hIcon", wintypes.HANDLE),
            ("hProcess", wintypes.HANDLE),
        )

    def run_elevated(program: str, parameters: str) -> str:
        """Runs PROGRAM and returns DONE, REFUSED when the person said No, or NOT_POSSIBLE."""
        shell, kernel = ctypes.WinDLL("shell32", use_last_error=True), ctypes.WinDLL("kernel32")
        ctypes.windll.ole32.CoInitializeEx(None, APARTMENT_NO_OLE1)
        # ShellExecuteEx is used because ShellExecute gives no process to wait for.
        info = Info(cbSize=ctypes.sizeof(Info), fMask=KEEP_PROCESS, lpVerb="runas", lpFile=program)
        info.lpParameters, info.nShow = parameters, HIDDEN
        if not shell.ShellExecuteExW(ctypes.byref(info)):
            return REFUSED if ctypes.get_last_error() == CANCELLED else NOT_POSSIBLE
        if info.hProcess:
            kernel.WaitForSingleObject(wintypes.HANDLE(info.hProcess), WAIT_MS)
            kernel.CloseHandle(wintypes.HANDLE(info.hProcess))
        return DONE

else:

    def run_elevated(program: str, parameters: str) -> str:
        """Returns NOT_POSSIBLE, because only Windows has this prompt."""
        return NOT_POSSIBLE
