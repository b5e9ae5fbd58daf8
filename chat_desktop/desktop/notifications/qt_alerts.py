"""Tells the page whether its window is in use, and whether the person has paused notifications on this computer.

A page knows only whether it is drawn, and a window that others cover is drawn too.
"""

from collections.abc import Callable
from typing import Any

from qtpy.QtCore import QTimer
from qtpy.QtWidgets import QApplication

from chat_desktop.desktop.notifications.page_facts import page_facts

_AGAIN_MS = 20_000
"""How late it is noticed that a pause has ended by itself."""


class PageAlerts:
    """What the page of one window is told. It is made and called on the GUI thread."""

    def __init__(self, native: Any) -> None:
        self._native = native
        self._is_paused: Callable[[], bool] = lambda: False
        self._told = ""
        native.webview.page().loadFinished.connect(lambda _: self._tell(True))
        QApplication.instance().focusWindowChanged.connect(self._follow)
        self._timer = QTimer(native)
        self._timer.timeout.connect(self._tell)

    def follow_pause(self, is_paused: Callable[[], bool], looked: Callable[[], None]) -> None:
        """Tells the page from now on what `is_paused()` returns. `looked` is called as often as that is asked."""
        self._is_paused = is_paused
        self._timer.timeout.connect(looked)
        self._timer.start(_AGAIN_MS)
        self._tell()

    def refresh(self) -> None:
        """Tells the page what has changed."""
        self._tell()

    def stop(self) -> None:
        """Tells nothing more."""
        self._timer.stop()
        QApplication.instance().focusWindowChanged.disconnect(self._follow)

    def _follow(self, window: Any) -> None:
        self._tell()

    def _tell(self, again: bool = False) -> None:
        native = self._native
        code = page_facts(is_behind=native.isVisible() and not native.isActiveWindow(), is_paused=self._is_paused())
        if again or code != self._told:
            self._told = code
            native.webview.page().runJavaScript(code)
