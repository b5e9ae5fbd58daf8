"""The trial of the window on Linux: as much of Qt and Chromium as a window starts, and nothing that is seen."""

import os
import sys

from qtpy.QtCore import Qt
from qtpy.QtWebEngineWidgets import QWebEngineView

from chat_desktop.desktop.window import qt_window


def load_a_page() -> None:
    """Ends the process with status 0 when the page is there. Qt or Chromium may abort it before."""
    application = qt_window.begin()
    view = QWebEngineView()
    # It gets its native window and its graphics, and is not put on the screen.
    view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    view.loadFinished.connect(lambda _is_there: _leave())
    view.resize(64, 64)
    view.show()
    view.setHtml("<p>.</p>")
    application.exec()


def _leave() -> None:
    # At once: taking Chromium down in order takes longer than the check.
    sys.stderr.flush()
    os._exit(0)
