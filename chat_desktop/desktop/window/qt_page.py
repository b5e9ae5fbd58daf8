"""Configures the page of the Qt window: navigation, permissions and menus, which pywebview lacks for Qt 6.

The bridge of pywebview is removed, so that no script in the page can call Python.
"""

from collections.abc import Callable
from typing import Any

from qtpy.QtCore import Qt, QUrl
from qtpy.QtWebEngineCore import QWebEnginePage, QWebEnginePermission
from qtpy.QtWidgets import QMenu

from chat_desktop import background
from chat_desktop.desktop.window.external_links import NavigationPolicy, is_document, open_in_browser


def remove_bridge(native: Any) -> None:
    """Prevents pywebview from adding `window.pywebview` and a channel to Python to every page."""
    page = native.webview.page()
    page.loadFinished.disconnect(native.on_load_finished)
    page.setWebChannel(None)
    # The disconnected method also reported that a page was loaded.
    page.loadFinished.connect(lambda _: native.pywebview_window.events.loaded.set())


def restrict_navigation(native: Any, policy: NavigationPolicy, show_document: Callable[[str], None]) -> None:
    """Opens external links in the system's browser, also those that ask for a new window.

    Documents of the office that ask for a new window are shown by SHOW_DOCUMENT."""
    page = native.webview.page()

    def navigate(request: Any) -> None:
        url = request.url().toString()
        if request.isMainFrame() and not policy.contains(url):
            request.reject()
            _leave(native, policy, url)

    page.navigationRequested.connect(navigate)
    page.nav_handler = _NewWindow(native, policy, show_document)


def _leave(native: Any, policy: NavigationPolicy, url: str) -> None:
    """Opens URL in the window or in the browser, in a thread, because the check may request the address."""

    def decide() -> None:
        if policy.admits_after_check(url):
            native.create_window_trigger.emit(lambda: native.webview.page().setUrl(QUrl(url)))
        else:
            open_in_browser(url)

    background.start("leave", decide)


def show_start_page_on_failure(native: Any, policy: NavigationPolicy) -> None:
    """Shows the first page of the window when a page cannot be loaded, instead of the error page of Chromium."""

    def loaded(is_there: bool) -> None:
        url = native.webview.page().url().toString()
        if not is_there and url and not url.startswith(policy.url) and policy.contains(url):
            native.webview.page().setUrl(QUrl(policy.url))

    native.webview.page().loadFinished.connect(loaded)


class _NewWindow(QWebEnginePage):  # type: ignore[misc]
    """Replaces a new window. The `createWindow` of pywebview returns it as `nav_handler`."""

    def __init__(self, native: Any, policy: NavigationPolicy, show_document: Callable[[str], None]) -> None:
        page = native.webview.page()
        super().__init__(page.profile(), page)
        self._native, self._page = native, page
        self._policy, self._show_document = policy, show_document

    def acceptNavigationRequest(self, url: Any, kind: Any, main_frame: bool) -> bool:  # noqa: N802
        """Opens URL in this window, in that of a document or in the browser, and always returns False."""
        # Pages of the office open in this window, because the system's browser is not signed in.
        if self._policy.contains(url.toString()) and is_document(url.toString()):
            self._show_document(url.toString())
        elif self._policy.contains(url.toString()):
            self._page.setUrl(QUrl(url))
        else:
            _leave(self._native, self._policy, url.toString())
        return False


def answer_permissions(native: Any, policy: NavigationPolicy) -> None:
    """Grants the clipboard, the microphone and notifications to pages of the own office, and denies all else.

    Every request is answered, so that no page waits.
    Qt asks for both at once where a page wants the camera with the microphone, and that is denied."""
    page = native.webview.page()
    page.featurePermissionRequested.disconnect(page.onFeaturePermissionRequested)
    kinds = QWebEnginePermission.PermissionType
    granted = (kinds.ClipboardReadWrite, kinds.MediaAudioCapture, kinds.Notifications)

    def decide(permission: Any) -> None:
        is_own_page = policy.is_own_office and policy.contains(permission.origin().toString().rstrip("/"))
        if is_own_page and permission.permissionType() in granted:
            permission.grant()
        else:
            permission.deny()

    page.permissionRequested.connect(decide)


def add_edit_menu(native: Any, show_downloads: Callable[[], None]) -> None:
    """Adds a context menu with cut, copy, paste and the downloads. pywebview has only a menu for developers."""
    view = native.webview
    page = view.page()
    wanted = [getattr(QWebEnginePage.WebAction, name) for name in ("Undo", "Cut", "Copy", "Paste", "SelectAll")]

    def show(position: Any) -> None:
        menu = QMenu(view)
        for action in wanted:
            menu.addAction(page.action(action))
        menu.addSeparator()
        menu.addAction("Downloads", show_downloads)
        menu.popup(view.mapToGlobal(position))

    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.customContextMenuRequested.connect(show)
