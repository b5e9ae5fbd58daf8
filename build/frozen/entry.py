"""Starts the frozen program."""

import os
import sys
from pathlib import Path
from typing import TextIO

RESERVE = "reserve"  # the name of the folder in build/frozen/driver_libraries.py

if sys.platform == "win32":
    import ctypes
    import msvcrt

    _STANDARD_OUTPUT = -11
    _PARENT = -1

    def stream() -> TextIO:
        """Where a windowed program, which has no streams, can speak: a pipe, the terminal it came from, nowhere."""
        kernel = ctypes.windll.kernel32
        kernel.GetStdHandle.restype = ctypes.c_void_p
        handle = kernel.GetStdHandle(_STANDARD_OUTPUT)
        if handle and handle != ctypes.c_void_p(-1).value:
            return os.fdopen(msvcrt.open_osfhandle(handle, os.O_TEXT), "w", encoding="utf-8", buffering=1)
        place = "CONOUT$" if kernel.AttachConsole(_PARENT) else os.devnull
        return open(place, "w", encoding="utf-8", buffering=1)  # noqa: PTH123 (a device, open to the end)

    if sys.stdout is None:
        sys.stdout = sys.stderr = stream()


def use_reserve() -> None:
    """Starts the program again with the folder `reserve` searched last, where the system lacks a library of Python's.

    It cannot lie beside the others: there it would be found before the system's, which graphics drivers need.
    """
    reserve = str(Path(getattr(sys, "_MEIPASS", "")) / RESERVE)
    searched = os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    try:
        import _ctypes  # noqa: F401
    except ImportError:
        if reserve in searched:
            raise
        before = os.environ.get("LD_LIBRARY_PATH_ORIG")
        os.environ["LD_LIBRARY_PATH"] = os.pathsep.join(filter(None, [before, reserve]))
        os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
        os.execv(sys.executable, sys.argv)  # noqa: S606 (no shell is the point)


if __name__ == "__main__":
    if sys.platform.startswith("linux"):
        use_reserve()
    from chat_desktop.__main__ import main

    sys.exit(main())
