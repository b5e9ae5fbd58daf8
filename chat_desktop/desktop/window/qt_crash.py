"""Loads the page again after its process has ended, and tells the person, who may save a report about it.

It tells of the end of the server too, which is started again elsewhere."""

import logging
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qtpy.QtCore import QStandardPaths, Qt, QTimer
from qtpy.QtWebEngineCore import QWebEnginePage
from qtpy.QtWidgets import QFileDialog, QMessageBox

from chat_desktop.desktop.texts import text
from chat_desktop.desktop.window import crash_words
from chat_desktop.runtime.program import crash_reports
from chat_desktop.runtime.program.crash import Crash

log = logging.getLogger(__name__)

FILE_NAME = "chat-desktop-report.txt"
_RELOAD_MS = 500
# A page that ends as often within this time is loaded again by the person only.
_MOST_RELOADS = 3
_RELOADS_SECONDS = 60.0


class CrashNotice:
    """The reloads of one window, and its one notice. `data` is the folder with the log."""

    def __init__(self, native: Any, data: Path) -> None:
        self._native = native
        self._data = data
        self._reloads: deque[float] = deque(maxlen=_MOST_RELOADS)
        self._box: Any = None
        native.webview.page().renderProcessTerminated.connect(self._ended)

    def close(self) -> None:
        """Closes the notice with the window."""
        if self._box is not None:
            self._box.close()

    def _ended(self, status: Any, code: int) -> None:
        if status == QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            return
        log.error("The process of the page has ended: %s, exit status %d.", status.name, code)
        report = crash_reports.write(self._data, f"The process of the page has ended: {status.name}, {code}.")
        now = time.monotonic()
        may_reload = len(self._reloads) < _MOST_RELOADS or now - self._reloads[0] > _RELOADS_SECONDS
        if may_reload:
            self._reloads.append(now)
            QTimer.singleShot(_RELOAD_MS, self._reload)
        again = None if may_reload else (text("crash.load_again"), self._reload)
        self._tell(crash_words.of_page(may_reload, report), report, again)

    def tell_of_server(self, crash: Crash) -> None:
        """Tells that the server has ended; called on the GUI thread."""
        again = None if crash.is_restarted else (text("crash.start_again"), crash.again)
        self._tell(crash_words.of_server(crash), crash.report, again)

    def _reload(self) -> None:
        self._native.webview.page().triggerAction(QWebEnginePage.WebAction.Reload)

    def _tell(self, words: str, report: Path | None, again: tuple[str, Callable[[], None]] | None) -> None:
        """Shows the notice beside the window, so that nothing waits for it. AGAIN is the button that tries again."""
        self.close()
        box = self._box = QMessageBox(QMessageBox.Icon.Warning, "Chat Desktop", words, parent=self._native)
        box.setWindowModality(Qt.WindowModality.NonModal)
        close = box.addButton(text("action.close"), QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(close)
        if report:
            save = box.addButton(text("crash.save"), QMessageBox.ButtonRole.ActionRole)
            save.clicked.connect(lambda: self._save(report))
        if again:
            label, act = again
            box.addButton(label, QMessageBox.ButtonRole.AcceptRole).clicked.connect(lambda: act())
        box.show()

    def _save(self, report: Path) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        chosen, _ = QFileDialog.getSaveFileName(self._native, text("crash.save_title"), str(Path(folder) / FILE_NAME))
        if chosen and not crash_reports.save_as(report, Path(chosen)):
            box = QMessageBox(self._native)
            box.setText(text("print.failed", name=Path(chosen).name))
            box.open()
