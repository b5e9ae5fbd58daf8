"""Implements printing to a PDF file and full screen in the Qt window, which QtWebEngine does not provide."""

from pathlib import Path
from typing import Any

from qtpy.QtCore import QStandardPaths
from qtpy.QtWebEngineCore import QWebEngineSettings
from qtpy.QtWidgets import QFileDialog, QMessageBox

from chat_desktop.desktop.downloads.rules import Pace
from chat_desktop.desktop.texts import text
from chat_desktop.desktop.window import external_links
from chat_desktop.files.zip_stream import safe_name

# More prints a minute than a person asks for. A page that calls `print()` in a loop would hold the window by dialogs.
_MOST_PRINTS = 3
_MOST_NAME = 60


class Printer:
    """Makes `print()` of the page write a PDF file, which the system opens for printing.

    The print support of Qt would add another library to the build. The person chooses the file, because the page may
    contain the password of the Wi-Fi."""

    def __init__(self, native: Any) -> None:
        self._native, self._page = native, native.webview.page()
        self._pace = Pace(most=_MOST_PRINTS)
        self._is_asking = False
        self._page.printRequested.connect(self._requested)
        self._page.pdfPrintingFinished.connect(self._made)

    def ask(self) -> None:
        """Prints what the page shows, for the person; called on the GUI thread."""
        if self._is_asking:
            return
        self._is_asking = True
        try:
            folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
            suggested = str(Path(folder) / file_name(self._page.title()))
            chosen, _ = QFileDialog.getSaveFileName(self._native, text("print.save"), suggested)
        finally:
            self._is_asking = False
        if chosen:
            self._page.printToPdf(chosen)

    def _requested(self) -> None:
        if not self._is_asking and self._pace.admits_another():
            self.ask()

    def _made(self, path: str, is_made: bool) -> None:
        if is_made:
            external_links.open_file(Path(path))
            return
        box = QMessageBox(self._native)
        box.setText(text("print.failed", name=Path(path).name))
        box.open()


def file_name(title: str) -> str:
    """Returns the name of the PDF file of a page with TITLE, without the number of unread messages before it."""
    if title.startswith("("):
        title = title.partition(") ")[2] or title
    return f"{safe_name(title[:_MOST_NAME])}.pdf"


def allow_full_screen(native: Any) -> None:
    """Allows the page to use full screen, and restores the window afterwards."""
    page = native.webview.page()
    page.settings().setAttribute(QWebEngineSettings.WebAttribute.FullScreenSupportEnabled, True)
    was_maximised = False

    def turn(request: Any) -> None:
        nonlocal was_maximised
        request.accept()
        if request.toggleOn():
            was_maximised = native.isMaximized()
            native.showFullScreen()
        elif was_maximised:
            native.showMaximized()
        else:
            native.showNormal()

    page.fullScreenRequested.connect(turn)
