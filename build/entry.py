"""What the frozen executable starts."""

import os
import sys
from typing import TextIO

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


if __name__ == "__main__":
    from chat_desktop.__main__ import main

    sys.exit(main())
