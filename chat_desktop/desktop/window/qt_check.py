"""Checks on Linux that Qt and Chromium can start, without showing a window."""

import os
import sys

from qtpy.QtCore import Qt
from qtpy.QtWebEngineWidgets import QWebEngineView

from chat_desktop.desktop.window import qt_window


def load_a_page() -> None:
    """Loads a page and ends the process with status 0. Qt or Chromium may abort the process before."""
    application = qt_window.begin()
    view = QWebEngineView()
    # This creates the native window and its graphics without showing it.
    view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    view.loadFinished.connect(lambda _is_there: _leave())
    view.resize(64, 64)
    view.show()
    view.setHtml("<p>.</p>")
    application.exec()


def _leave() -> None:
    # The process ends at once, because an orderly end of Chromium takes longer than the check.
    sys.stderr.flush()
    os._exit(0)
