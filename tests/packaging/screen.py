"""A virtual screen and what is on it."""

import ctypes
import os
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

SIZE = (1280, 800)
_CLIENT_MESSAGE = 33


class VirtualScreen:
    """`with VirtualScreen() as screen:` runs Xvfb on a display number that it finds free itself."""

    def __enter__(self) -> Self:
        reading, writing = os.pipe()
        geometry = f"{SIZE[0]}x{SIZE[1]}x24"
        # Without -noreset it starts anew when its only client ends, and refuses or breaks what connects meanwhile.
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", geometry, "-nolisten", "tcp", "-noreset"]
        self.server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as told:
            self.display = f":{told.readline().strip()}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.terminate()
        self.server.wait()

    def titles(self) -> list[str]:
        """The titles of the windows that are shown."""
        found = self._ask("xdotool", "search", "--onlyvisible", "--name", ".").split()
        return [self._ask("xdotool", "getwindowname", window).strip() for window in found]

    def windows(self) -> int:
        """How many windows are shown, those of menus and questions too."""
        return len(self._ask("xdotool", "search", "--onlyvisible", "--class", ".").split())

    def focus(self) -> None:
        """Gives the keyboard to the window that is shown, as a window manager does."""
        self._ask("xdotool", "search", "--onlyvisible", "--name", ".", "windowfocus", "--sync")

    def keys(self, *keys: str) -> None:
        """Presses keys one after the other, such as `ctrl+f`."""
        self._ask("xdotool", "key", *keys)

    def click_right(self, x: int, y: int) -> None:
        """Presses the right button of the mouse at a place."""
        self._ask("xdotool", "mousemove", str(x), str(y), "click", "3")

    def close_window(self) -> None:
        """Asks the window that is shown to close, as a window manager does when a person clicks the cross."""
        window = self._ask("xdotool", "search", "--onlyvisible", "--name", ".").split()[0]
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = x11.XInternAtom.restype = ctypes.c_void_p
        display = ctypes.c_void_p(x11.XOpenDisplay(self.display.encode()))
        protocols, delete = (x11.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
        # XClientMessageEvent, in the size of XEvent: its type, what the server fills in, the display, the window, the
        # kind of message, and that it consists of numbers of 32 bits.
        event = (ctypes.c_long * 24)(_CLIENT_MESSAGE, 0, 1, 0, int(window), protocols, 32, delete)
        x11.XSendEvent(display, int(window), 0, 0, event)
        x11.XCloseDisplay(display)

    def colours(self, picture: Path) -> Counter[tuple[int, int, int]]:
        """Saves what the screen shows as a PNG, and counts its pixels by colour."""
        self._ask("import", "-window", "root", "-depth", "8", str(picture))
        raw = subprocess.run(["convert", str(picture), "-depth", "8", "rgb:-"], capture_output=True, check=True).stdout
        return Counter(zip(raw[0::3], raw[1::3], raw[2::3], strict=True))

    def _ask(self, *command: str) -> str:
        environment = {**os.environ, "DISPLAY": self.display}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=30).stdout


def until(condition: Callable[[], bool], patience: float, what: str) -> None:
    """Looks again and again until the condition holds: what an X server shows can only be asked for."""
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, f"not in {patience} s: {what}"
        time.sleep(0.1)
