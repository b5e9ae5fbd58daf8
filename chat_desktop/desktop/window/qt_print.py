"""The poster in the Qt window: printing it, and the code as large as the screen. QtWebEngine leaves both to us."""

from pathlib import Path
from typing import Any

from qtpy.QtCore import QStandardPaths
from qtpy.QtWebEngineCore import QWebEngineSettings
from qtpy.QtWidgets import QFileDialog, QMessageBox

from chat_desktop.desktop.window import external_links

FILE_NAME = "Poster.pdf"


def print_to_file(native: Any) -> None:
    """`print()` in the page: a PDF where the person says, opened by the system, which knows the printers. Qt's own
    printing would bring a library of its own into the build. Never a file of our choosing: the Wi-Fi's password may be
    on it."""
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
    """For our own page; the window is as it was when it is over."""
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
