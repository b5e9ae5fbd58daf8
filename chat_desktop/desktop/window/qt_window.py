"""Implements the window on Linux with Qt and pywebview: its geometry, its keys and the question on closing."""

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qtpy import QtWebEngineWidgets  # noqa: F401 - Qt requires this import before the application is created
from qtpy.QtCore import Qt, QTimer
from qtpy.QtGui import QColor, QKeySequence, QShortcut
from qtpy.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from qtpy.QtWidgets import QApplication, QMessageBox

from chat_desktop import paths
from chat_desktop.desktop.notifications import qt_presenter
from chat_desktop.desktop.notifications.bus_notifier import BusNotifier
from chat_desktop.desktop.notifications.notice import Notice
from chat_desktop.desktop.notifications.page_facts import reply_code
from chat_desktop.desktop.notifications.qt_alerts import PageAlerts
from chat_desktop.desktop.texts import beside, text
from chat_desktop.desktop.tray.pause import Pause
from chat_desktop.desktop.tray.qt_tray import QtTray
from chat_desktop.desktop.tray.tray import Tray, TrayActions, unread_in
from chat_desktop.desktop.window import qt_page, qt_print
from chat_desktop.desktop.window.background_colour import DARK, LIGHT
from chat_desktop.desktop.window.external_links import NavigationPolicy
from chat_desktop.desktop.window.page_tools import engine_environment, qt_words
from chat_desktop.desktop.window.page_tools.qt_context_menu import MenuActs, add_context_menu
from chat_desktop.desktop.window.page_tools.qt_dialogs import answer_dialogs
from chat_desktop.desktop.window.page_tools.qt_find_bar import FindBar
from chat_desktop.desktop.window.page_tools.qt_theme import follow_theme
from chat_desktop.desktop.window.qt_crash import CrashNotice
from chat_desktop.desktop.window.qt_document import QtDocuments
from chat_desktop.desktop.window.qt_downloads import QtDownloads
from chat_desktop.desktop.window.spelling import qt_spelling
from chat_desktop.desktop.window.window_geometry import ZOOM_RANGE, Screen, WindowGeometry, fit_to_screens, is_reachable
from chat_desktop.runtime.program.crash import Crash

# PySide6 6.12 frees the True that a signal returns once too often, each time a program emits one. Before Python 3.12
# that ends the process after some thousand signals, unless there are other references, which must outlive everything.
_SPARE_REFERENCES = [True] * 100_000
ctypes.pythonapi.Py_IncRef(ctypes.py_object(_SPARE_REFERENCES))
_ZOOM_STEP = 1.1
# A page may have a title of any length, and window managers and docks draw all of it.
_MOST_TITLE = 200


class QtToolkit:
    """The toolkit of Qt; see Toolkit for its methods. `data` is the data folder."""

    gui = "qt"

    def __init__(self, data: Path, office_name: Callable[[], str]) -> None:
        self._data = data
        self._office_name = office_name
        self._native: Any = None
        self._box: Any = None
        self._tray: QtTray | None = None
        self._paused: Callable[[], bool] = lambda: False
        self._notifier: BusNotifier | None = None

    def prepare(self) -> None:
        qt_spelling.tell_folder(self._data)
        self._application = begin()

    def configure(self, window: Any, policy: NavigationPolicy, geometry: WindowGeometry) -> None:
        native = self._native = window.native
        native.webview.page().profile().setCachePath(str(self._data / "webview" / "cache"))
        qt_page.remove_bridge(native)
        self._downloads = QtDownloads(native, policy, self._data)
        self._documents = QtDocuments(native, policy, self._downloads.save_and_open)
        qt_page.restrict_navigation(native, policy, self._documents.show)
        qt_page.show_start_page_on_failure(native, policy)
        qt_page.answer_permissions(native, policy)
        printer = qt_print.Printer(native)
        self._find_bar = FindBar(native)
        spelling = qt_spelling.Spelling(native, self._data)
        show_downloads = self._downloads.bar.toggle
        add_context_menu(native, MenuActs(self._find_bar.open_bar, printer.ask, show_downloads, spelling.add_to))
        answer_dialogs(native, policy)
        follow_theme(native)
        qt_print.allow_full_screen(native)
        self._crash_notice = CrashNotice(native, self._data)
        self._alerts = PageAlerts(native)
        _set_background(native)
        _apply_geometry(native, geometry)
        # When the signal arrives, the list of screens still has the one that goes.
        self._application.screenRemoved.connect(lambda: QTimer.singleShot(0, lambda: _keep_reachable(native)))
        self._zoom = _Zoom(native, geometry.zoom)
        _bind_keys(native, self._zoom)
        _follow_title(native, self._office_name)
        # Pages of another's office may not show notifications.
        if policy.is_own_office:
            self._notifier = BusNotifier(paths.icon(), self._show_in_tray)
            is_paused = lambda: self._paused()  # noqa: E731 - the tray is made later
            qt_presenter.present(native, policy.url, self._notifier, self.bring_to_front, is_paused, self._reply)

    def ask(self, question: str, button: str, agreed: Callable[[], None]) -> bool:
        box = self._box = QMessageBox(QMessageBox.Icon.Question, "Chat Desktop", question, parent=self._native)
        close = box.addButton(button, QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(text("closing.keep_open"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        return bool(box.clickedButton() is close)

    def choose(self, question: str, keep: str, close: str) -> str | None:
        box = self._box = QMessageBox(QMessageBox.Icon.Question, "Chat Desktop", question, parent=self._native)
        box.setDefaultButton(box.addButton(keep, QMessageBox.ButtonRole.AcceptRole))
        box.addButton(close, QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(text("action.cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(cancel)
        box.exec()
        chosen = box.clickedButton()
        return None if chosen is None or chosen is cancel else str(chosen.text())

    def make_tray(self, actions: TrayActions) -> Tray:
        tray = self._tray = QtTray(actions, paths.icon(), self._office_name())
        if actions.pause is not None:
            self._follow_pause(tray, actions.pause)
        self._native.webview.page().titleChanged.connect(lambda title: tray.show_unread(unread_in(title[:_MOST_TITLE])))
        return tray

    def _follow_pause(self, tray: QtTray, pause: Pause) -> None:
        def refresh() -> None:
            tray.show_tool_tip()
            self._alerts.refresh()

        pause.changed = refresh
        self._paused = pause.is_on
        self._alerts.follow_pause(pause.is_on, tray.show_tool_tip)

    def hide(self) -> None:
        self._native.hide()

    def stop_asking(self) -> None:
        self._box.reject()

    def geometry(self) -> WindowGeometry:
        native = self._native
        # For a maximised window, Qt knows only the geometry without the frame, which differs by a few pixels.
        inside = native.normalGeometry()
        at = inside if native.isMaximized() else native.pos()
        return WindowGeometry(
            inside.width(), inside.height(), at.x(), at.y(), bool(native.isMaximized()), self._zoom.factor
        )

    def unfinished_downloads(self) -> int:
        return self._downloads.unfinished()

    def tell_crash(self, crash: Crash) -> None:
        self._native.create_window_trigger.emit(lambda: self._crash_notice.tell_of_server(crash))

    def notify(self, title: str, body: str) -> None:
        if self._notifier is not None:
            self._notifier.show(Notice(f"program {title}", title, body, self.bring_to_front))

    def release(self) -> None:
        self._crash_notice.close()
        self._alerts.stop()
        if self._notifier is not None:
            self._notifier.stop()
        self._downloads.stop()
        self._documents.stop()

    def bring_to_front(self) -> None:
        # pywebview uses this signal itself to run code on the GUI thread.
        self._native.create_window_trigger.emit(self._raise)

    def _show_in_tray(self, notice: Notice) -> None:
        if (tray := self._tray) is not None:
            self._native.create_window_trigger.emit(lambda: tray.show_notice(notice.title, notice.body, notice.clicked))

    def _reply(self, tag: str, words: str) -> None:
        self._native.webview.page().runJavaScript(reply_code(tag, words))

    def _raise(self) -> None:
        native = self._native
        _keep_reachable(native)
        native.setWindowState(native.windowState() & ~Qt.WindowState.WindowMinimized)
        native.show()
        native.raise_()
        native.activateWindow()


def begin() -> Any:
    """Starts Qt and Chromium and returns the application. Either may abort the process."""
    engine_environment.prepare(os.environ)
    if os.geteuid() == 0:
        # Chromium does not start as root with its sandbox. Other accounts keep the sandbox.
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    application = QApplication.instance() or QApplication(sys.argv[:1])
    # Qt makes the path of an object on D-Bus from this name, so it must not contain a dash.
    application.setApplicationName("chatdesktop")
    application.setDesktopFileName("chat-desktop")
    # pywebview ends the loop with its window. Qt would also when a dialog is closed while the window is hidden.
    application.setQuitOnLastWindowClosed(False)
    qt_words.translate(application)
    # This starts Chromium before pywebview adds the flag that gives every page the microphone.
    QWebEngineProfile.defaultProfile()
    return application


def _set_background(native: Any) -> None:
    """Sets the background colour until the page is shown, to avoid a white flash."""
    dark = QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    colour = QColor(DARK if dark else LIGHT)
    native.webview.page().setBackgroundColor(colour)
    palette = native.palette()
    palette.setColor(native.backgroundRole(), colour)
    native.setPalette(palette)


def _apply_geometry(native: Any, geometry: WindowGeometry) -> None:
    # This corrects pywebview, which uses coordinates of the primary screen and does not detect missing monitors.
    geometry = fit_to_screens(geometry, _screens())
    native.resize(geometry.width, geometry.height)
    if geometry.x is not None and geometry.y is not None:
        native.move(geometry.x, geometry.y)
    if geometry.maximized:
        native.setWindowState(native.windowState() | Qt.WindowState.WindowMaximized)  # for a window that is hidden


def _screens() -> list[Screen]:
    free = [screen.availableGeometry() for screen in QApplication.screens()]
    return [Screen(area.x(), area.y(), area.width(), area.height()) for area in free]


def _keep_reachable(native: Any) -> None:
    """Moves the window onto a screen if a person cannot reach it any more, as when its monitor was unplugged."""
    now = WindowGeometry(native.width(), native.height(), native.x(), native.y())
    if not (native.isMaximized() or native.isFullScreen() or is_reachable(now, _screens())):
        _apply_geometry(native, now)


class _Zoom:
    """How much larger than usual the page is. It is set again after each navigation, because Qt keeps it by address."""

    def __init__(self, native: Any, factor: float) -> None:
        self.factor = factor
        self._view = native.webview
        self._view.page().loadFinished.connect(lambda _is_there: self.set(self.factor))

    def set(self, factor: float) -> None:
        """Enlarges the page by FACTOR, within the range."""
        self.factor = round(min(max(factor, ZOOM_RANGE[0]), ZOOM_RANGE[1]), 3)
        self._view.setZoomFactor(self.factor)


def _bind_keys(native: Any, zoom: _Zoom) -> None:
    keys = {
        "Ctrl++": lambda: zoom.set(zoom.factor * _ZOOM_STEP),
        "Ctrl+=": lambda: zoom.set(zoom.factor * _ZOOM_STEP),
        "Ctrl+-": lambda: zoom.set(zoom.factor / _ZOOM_STEP),
        "Ctrl+0": lambda: zoom.set(1.0),
        "F5": lambda: native.webview.page().triggerAction(QWebEnginePage.WebAction.Reload),
    }
    for key, action in keys.items():
        QShortcut(QKeySequence(key), native, action)


def _follow_title(native: Any, office_name: Callable[[], str]) -> None:
    """Sets the window's title to the title of the page (room and unread count) and the name of the office."""

    def follow(title: str) -> None:
        office = office_name()
        # While the page has no title, Chromium reports its URL, which contains the token.
        title = title[:_MOST_TITLE]
        if not title or title in native.webview.page().url().toString() or title.startswith(("127.0.0.1", "http")):
            title = office
        native.setWindowTitle(title if office in title else beside(title, office))

    native.webview.page().titleChanged.connect(follow)
