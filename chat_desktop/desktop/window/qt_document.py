"""Shows a PDF of the office in a window of its own, which can show nothing else.

The browser's tab without powers has no equal inside of one window: the document would take the place of the office. The
second window uses the session of the first, so the host checks the right to the file as always.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

import shiboken6
from qtpy.QtCore import Qt, QUrl
from qtpy.QtGui import QKeySequence, QShortcut
from qtpy.QtWebEngineCore import QWebEnginePage, QWebEngineSettings
from qtpy.QtWebEngineWidgets import QWebEngineView

from chat_desktop.desktop.downloads.rules import Pace
from chat_desktop.desktop.window.external_links import NavigationPolicy, open_in_browser
from chat_desktop.files.zip_stream import safe_name

MOST_WINDOWS = 10
_MOST_PRINTS = 3
_SIZE = (900, 1000)
# Saves the file at an address under a name, and opens it with the person's program, which can print it.
Print = Callable[[str, str], None]


class QtDocuments:
    """The windows of documents that belong to the window of an office."""

    def __init__(self, native: Any, policy: NavigationPolicy, print_file: Print) -> None:
        self._native, self._policy, self._print_file = native, policy, print_file
        self._views: list[Any] = []

    def show(self, url: str) -> None:
        """Shows the document at URL, or brings its window to the front. A page cannot open more than a few."""
        shown = next((view for view in self._views if view.document == url), None)
        if shown is None:
            if len(self._views) >= MOST_WINDOWS:
                return
            shown = _View(self._native.webview.page().profile(), url, self._policy, self._closed)
            shown.print_file = self._print_file
            shown.setWindowIcon(self._native.windowIcon())
            self._views.append(shown)
        shown.show()
        shown.raise_()
        shown.activateWindow()

    def stop(self) -> None:
        """Ends all windows of documents at once: Chromium crashes when a page outlives the profile that it uses."""
        while self._views:
            shiboken6.delete(self._views.pop())

    def _closed(self, view: Any) -> None:
        if view in self._views:
            self._views.remove(view)


def _download_of(url: str) -> str:
    """Returns the address under which the file of a document is saved."""
    return urlsplit(url)._replace(query="as=download", fragment="").geturl()


class _View(QWebEngineView):  # type: ignore[misc]
    def __init__(self, profile: Any, url: str, policy: NavigationPolicy, closed: Any) -> None:
        super().__init__()
        self.document = url
        self._closed = closed
        # The window must not keep the program running.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setWindowTitle(safe_name(unquote(urlsplit(url).path).rpartition("/")[2]))
        self.setPage(_Page(profile, self, policy))
        self._pace = Pace(most=_MOST_PRINTS)
        self.print_file: Print = lambda url, name: None
        # By the key, and by the button of Chromium's bar. Without a printing library, Qt prints no document itself.
        QShortcut(QKeySequence.StandardKey.Print, self, self._print)
        self.page().printRequested.connect(self._print)
        self.resize(*_SIZE)
        self.load(QUrl(url))

    def _print(self) -> None:
        # A document may ask for it again and again.
        if self._pace.admits_another():
            self.print_file(_download_of(self.document), self.windowTitle())

    def closeEvent(self, event: Any) -> None:  # noqa: N802
        """Ends the page with its window, before the profile that it uses."""
        super().closeEvent(event)
        self._closed(self)


class _Page(QWebEnginePage):  # type: ignore[misc]
    """The page of a document: it stays at its document, and gets no permission."""

    def __init__(self, profile: Any, view: Any, policy: NavigationPolicy) -> None:
        super().__init__(profile, view)
        self._document, self._policy = view.document, policy
        self.settings().setAttribute(QWebEngineSettings.WebAttribute.PluginsEnabled, True)
        self.settings().setAttribute(QWebEngineSettings.WebAttribute.PdfViewerEnabled, True)
        self.permissionRequested.connect(lambda permission: permission.deny())

    def acceptNavigationRequest(self, url: Any, kind: Any, main_frame: bool) -> bool:  # noqa: N802
        """Allows the document only. A link in it opens in the system's browser."""
        target = url.toString()
        if not main_frame or target == self._document:
            return True
        if kind == QWebEnginePage.NavigationType.NavigationTypeLinkClicked and not self._policy.contains(target):
            open_in_browser(target)
        return False

    def createWindow(self, kind: Any) -> None:  # noqa: N802
        """Opens no window."""
        return
