"""Loads the page again after its process has ended, and tells the person, who may save a report about it."""

import logging
import time
from collections import deque
from pathlib import Path
from typing import Any

from qtpy.QtCore import QStandardPaths, Qt, QTimer
from qtpy.QtWebEngineCore import QWebEnginePage
from qtpy.QtWidgets import QFileDialog, QMessageBox

from chat_desktop.desktop import crash_reports

log = logging.getLogger(__name__)

FILE_NAME = "chat-desktop-report.txt"
_RELOAD_MS = 500
# A page that ends as often within this time is loaded again by the person only.
_MOST_RELOADS = 3
_RELOADS_SECONDS = 60.0
_AGAIN = "The page had stopped working and was loaded again."
_GIVEN_UP = "The page stops working again and again."
_STAYS = "A report about it is on this computer. It contains no messages."


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
        self._tell(_AGAIN if may_reload else _GIVEN_UP, report, may_reload)

    def _reload(self) -> None:
        self._native.webview.page().triggerAction(QWebEnginePage.WebAction.Reload)

    def _tell(self, what: str, report: Path | None, is_reloaded: bool) -> None:
        """Shows the notice beside the window, so that nothing waits for it."""
        self.close()
        text = f"{what} {_STAYS}" if report else what
        box = self._box = QMessageBox(QMessageBox.Icon.Warning, "Chat Desktop", text, parent=self._native)
        box.setWindowModality(Qt.WindowModality.NonModal)
        close = box.addButton("Close", QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(close)
        if report:
            save = box.addButton("Save the report\N{HORIZONTAL ELLIPSIS}", QMessageBox.ButtonRole.ActionRole)
            save.clicked.connect(lambda: self._save(report))
        if not is_reloaded:
            again = box.addButton("Load the page again", QMessageBox.ButtonRole.AcceptRole)
            again.clicked.connect(self._reload)
        box.show()

    def _save(self, report: Path) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        chosen, _ = QFileDialog.getSaveFileName(self._native, "Save the report", str(Path(folder) / FILE_NAME))
        problem = crash_reports.save_as(report, Path(chosen)) if chosen else None
        if problem:
            box = QMessageBox(self._native)
            box.setText(problem)
            box.open()
