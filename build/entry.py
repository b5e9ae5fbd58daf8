"""What the frozen executable starts."""

import os
import sys


def give_streams() -> None:
    """A windowed program on Windows has no streams: it borrows those of the terminal that started it, if any."""
    if sys.platform == "win32" and sys.stdout is None:
        import ctypes

        attached = ctypes.windll.kernel32.AttachConsole(-1)
        stream = open("CONOUT$" if attached else os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
        sys.stdout = sys.stderr = stream


if __name__ == "__main__":
    give_streams()
    from chat_desktop.__main__ import main

    sys.exit(main())
