"""Follows the theme that the person has chosen on the page, on Windows and macOS, with the window's title bar.

These engines have no event for it that needs no bridge to Python, so the page is asked from time to time."""

import threading
from collections.abc import Callable
from typing import Any

from chat_desktop import background

LOOK_SECONDS = 3.0
READ = "document.documentElement.dataset.theme || 'system'"


class ThemeWatch:
    """Asks the page in a thread. `draw` draws the title bar dark or light; `system_is_dark` tells the system's mode."""

    def __init__(self, window: Any, draw: Callable[[bool], None], system_is_dark: Callable[[], bool]) -> None:
        self._window, self._draw, self._system_is_dark = window, draw, system_is_dark
        self._ended = threading.Event()
        self._shown: bool | None = None

    def start(self) -> None:
        """Starts the thread."""
        background.start("theme", self._run)

    def stop(self) -> None:
        """Ends the thread."""
        self._ended.set()

    def look(self) -> None:
        """Asks once, and draws the title bar if the theme is another than before."""
        theme = self._window.run_js(READ)
        is_dark = theme == "dark" or (theme != "light" and self._system_is_dark())
        if is_dark != self._shown:
            self._shown = is_dark
            self._draw(is_dark)

    def _run(self) -> None:
        while not self._ended.wait(LOOK_SECONDS):
            self.look()
