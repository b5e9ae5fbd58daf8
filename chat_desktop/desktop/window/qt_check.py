"""Checks on Linux that Qt and Chromium can start, without showing a window."""

import os
import sys

from qtpy.QtCore import Qt, QTimer
from qtpy.QtWebEngineWidgets import QWebEngineView

from chat_desktop.desktop.window import qt_window

# Chromium starts its graphics in a thread of their own and aborts there, on a busy machine after the page has loaded.
# Once it has drawn two frames, it will not.
_DRAWN = "drawn"
_PAGE = f"<p>.<script>requestAnimationFrame(() => requestAnimationFrame(() => document.title = '{_DRAWN}'))</script>"
_LIMIT_MS = 5_000  # for a system that draws nothing which is not on the screen


def load_a_page() -> None:
    """Draws a page and ends the process with status 0. Qt or Chromium may abort the process before."""
    application = qt_window.begin()
    view = QWebEngineView()
    # This creates the native window and its graphics without showing it.
    view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    view.titleChanged.connect(lambda title: _leave() if title == _DRAWN else None)
    view.loadFinished.connect(lambda _is_there: QTimer.singleShot(_LIMIT_MS, _leave))
    view.resize(64, 64)
    view.show()
    view.setHtml(_PAGE)
    application.exec()


def _leave() -> None:
    # The process ends at once, because an orderly end of Chromium takes longer than the check.
    sys.stderr.flush()
    os._exit(0)
