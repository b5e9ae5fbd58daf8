"""Implements printing to a PDF file and full screen in the Qt window, which QtWebEngine does not provide."""

from pathlib import Path
from typing import Any

from qtpy.QtCore import QStandardPaths
from qtpy.QtWebEngineCore import QWebEngineSettings
from qtpy.QtWidgets import QFileDialog, QMessageBox

from chat_desktop.desktop.window import external_links

FILE_NAME = "Poster.pdf"


def print_to_file(native: Any) -> None:
    """Makes `print()` of the page write a PDF file, which the system opens for printing.

    The print support of Qt would add another library to the build. The person chooses the file, because the page may
    contain the password of the Wi-Fi."""
    page = native.webview.page()

    def ask() -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        chosen, _ = QFileDialog.getSaveFileName(native, "Save as PDF, to print it", str(Path(folder) / FILE_NAME))
        if chosen:
            page.printToPdf(chosen)

    def made(path: str, is_made: bool) -> None:
        if is_made:
            external_links.open_file(Path(path))
            return
        box = QMessageBox(native)
        box.setText(f"{Path(path).name} could not be written. Choose another folder.")
        box.open()

    page.printRequested.connect(ask)
    page.pdfPrintingFinished.connect(made)


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
