"""Configures the page of the Qt window: navigation and permissions, which pywebview lacks for Qt 6.

The bridge of pywebview is removed, so that no script in the page can call Python.
"""

import logging
from collections.abc import Callable
from typing import Any

from qtpy.QtCore import QUrl
from qtpy.QtWebEngineCore import QWebEngineLoadingInfo, QWebEnginePermission

from chat_desktop import background
from chat_desktop.desktop.downloads.rules import Pace
from chat_desktop.desktop.window.external_links import NavigationPolicy, is_document, open_in_browser

log = logging.getLogger(__name__)

# More links a minute than a person follows. A page that leads elsewhere by itself would open as many programs.
_MOST_LINKS = 15


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
    outside = _Outside(native, policy)

    def navigate(request: Any) -> None:
        url = request.url().toString()
        if request.isMainFrame() and not policy.contains(url):
            request.reject()
            outside.open(url)

    def open_new(request: Any) -> None:
        # Pages of the office open in this window, because the system's browser is not signed in.
        url = request.requestedUrl().toString()
        if not policy.contains(url):
            outside.open(url)
        elif is_document(url):
            show_document(url)
        else:
            page.setUrl(request.requestedUrl())

    page.navigationRequested.connect(navigate)
    # There is no page for a new window: a script could write into it, and it would have dialogs of its own.
    page.createWindow = lambda _kind: None
    page.newWindowRequested.connect(open_new)


class _Outside:
    """Opens what is not of the office."""

    def __init__(self, native: Any, policy: NavigationPolicy) -> None:
        self._native, self._policy = native, policy
        self._pace = Pace(most=_MOST_LINKS)
        self._is_told = False

    def open(self, url: str) -> None:
        """Opens URL in the window or in the browser, in a thread, because the check may request the address."""
        if self._pace.admits_another():
            self._is_told = False
            background.start("leave", self._decide, url)
        elif not self._is_told:
            self._is_told = True
            log.warning("A page opened too many links, and not all were followed.")

    def _decide(self, url: str) -> None:
        if self._policy.admits_after_check(url):
            self._native.create_window_trigger.emit(lambda: self._native.webview.page().setUrl(QUrl(url)))
        else:
            open_in_browser(url)


def show_start_page_on_failure(native: Any, policy: NavigationPolicy) -> None:
    """Shows the first page of the window when a page cannot be loaded, instead of the error page of Chromium."""

    page = native.webview.page()

    def changed(loading: QWebEngineLoadingInfo) -> None:
        # A link that was refused, and a file that was saved, stop instead of failing: the page is still there.
        if loading.status() == QWebEngineLoadingInfo.LoadStatus.LoadFailedStatus:
            url = loading.url().toString()
            if not url.startswith(policy.url) and policy.contains(url):
                page.setUrl(QUrl(policy.url))

    page.loadingChanged.connect(changed)


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
