"""The page in the Qt window: what pywebview does for Qt 5 only, done for Qt 6.

pywebview's bridge is taken out, so that no script can call into Python, whatever gets into the page.
"""

from pathlib import Path
from typing import Any

from qtpy.QtCore import QStandardPaths, Qt, QTimer, QUrl
from qtpy.QtWebEngineCore import QWebEngineDownloadRequest, QWebEnginePage, QWebEnginePermission
from qtpy.QtWidgets import QFileDialog, QMenu, QMessageBox

from chat_desktop import background
from chat_desktop.desktop.window.external_links import NavigationPolicy, open_in_browser

_RELOAD_MS = 500


def remove_bridge(native: Any) -> None:
    """pywebview would put `window.pywebview` and a channel to Python into every page that is shown."""
    page = native.webview.page()
    page.loadFinished.disconnect(native.on_load_finished)
    page.setWebChannel(None)


def restrict_navigation(native: Any, policy: NavigationPolicy) -> None:
    """Links to elsewhere open in the system's browser, in a new window or in this one alike."""
    page = native.webview.page()

    def navigate(request: Any) -> None:
        url = request.url().toString()
        if request.isMainFrame() and not policy.contains(url):
            request.reject()
            _leave(native, policy, url)

    page.navigationRequested.connect(navigate)
    page.nav_handler = _NewWindow(native, policy)


def _leave(native: Any, policy: NavigationPolicy, url: str) -> None:
    """Not on the GUI thread: who answers at the address may have to be asked first."""

    def decide() -> None:
        if policy.admits_after_check(url):
            native.create_window_trigger.emit(lambda: native.webview.page().setUrl(QUrl(url)))
        else:
            open_in_browser(url)

    background.start("leave", decide)


def show_start_page_on_failure(native: Any, policy: NavigationPolicy) -> None:
    """Where the window begins there is a page that says what is the matter; Chromium's own would offer a game."""

    def loaded(is_there: bool) -> None:
        url = native.webview.page().url().toString()
        if not is_there and url and not url.startswith(policy.url) and policy.contains(url):
            native.webview.page().setUrl(QUrl(policy.url))

    native.webview.page().loadFinished.connect(loaded)


class _NewWindow(QWebEnginePage):  # type: ignore[misc]
    """What stands in for a new window; pywebview's `createWindow` hands it out as `nav_handler`."""

    def __init__(self, native: Any, policy: NavigationPolicy) -> None:
        page = native.webview.page()
        super().__init__(page.profile(), page)
        self._native, self._page = native, page
        self._policy = policy

    def acceptNavigationRequest(self, url: Any, kind: Any, main_frame: bool) -> bool:  # noqa: N802
        # Our own pages stay here: the system's browser is not signed in.
        if self._policy.contains(url.toString()):
            self._page.setUrl(QUrl(url))
        else:
            _leave(self._native, self._policy, url.toString())
        return False


def allow_clipboard(native: Any, policy: NavigationPolicy) -> None:
    """The clipboard for our own page, nothing else for anybody. Unanswered, the page would wait for ever."""
    page = native.webview.page()
    page.featurePermissionRequested.disconnect(page.onFeaturePermissionRequested)

    def decide(permission: Any) -> None:
        ours = policy.may_use_clipboard and policy.contains(permission.origin().toString().rstrip("/"))
        clipboard = permission.permissionType() == QWebEnginePermission.PermissionType.ClipboardReadWrite
        if ours and clipboard:
            permission.grant()
        else:
            permission.deny()

    page.permissionRequested.connect(decide)


def save_downloads(native: Any) -> None:
    """Downloads under the name that the host gives, to where the person says."""
    profile = native.webview.page().profile()
    profile.downloadRequested.disconnect(native.on_download_requested)

    def save(download: Any) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        suggested = str(Path(folder) / Path(download.suggestedFileName()).name)
        chosen, _ = QFileDialog.getSaveFileName(native, "Save file", suggested)
        if not chosen:
            download.cancel()
            return
        download.setDownloadDirectory(str(Path(chosen).parent))
        download.setDownloadFileName(Path(chosen).name)
        download.isFinishedChanged.connect(lambda: _show_failure(native, download))
        download.accept()

    profile.downloadRequested.connect(save)


def _show_failure(native: Any, download: Any) -> None:
    if download.state() != QWebEngineDownloadRequest.DownloadState.DownloadInterrupted:
        return
    box = QMessageBox(native)
    box.setText(f"{download.downloadFileName()} was not saved: {download.interruptReasonString()}.")
    box.open()


def add_edit_menu(native: Any) -> None:
    """Cut, copy and paste by the right mouse button; pywebview has either no menu or the developer's."""
    view = native.webview
    page = view.page()
    wanted = [getattr(QWebEnginePage.WebAction, name) for name in ("Undo", "Cut", "Copy", "Paste", "SelectAll")]

    def show(position: Any) -> None:
        menu = QMenu(view)
        for action in wanted:
            menu.addAction(page.action(action))
        menu.popup(view.mapToGlobal(position))

    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.customContextMenuRequested.connect(show)


def reload_after_crash(native: Any) -> None:
    """The page lives in a process of its own; when that dies, the office is still there and so is the page."""
    page = native.webview.page()

    def reload(status: Any, code: int) -> None:
        if status != QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            QTimer.singleShot(_RELOAD_MS, lambda: page.triggerAction(QWebEnginePage.WebAction.Reload))

    page.renderProcessTerminated.connect(reload)
