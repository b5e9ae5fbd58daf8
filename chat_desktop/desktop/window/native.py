"""Implements the window on Windows (WebView2) and macOS (WebKit) with pywebview.

Calls of pywebview wait for the GUI thread. From an event handler on that thread they would never return, so each call
runs in its own thread.
"""

import importlib
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from chat_desktop import background, paths
from chat_desktop.desktop.notifications.notice import Notice, Notifier
from chat_desktop.desktop.notifications.page_facts import page_facts
from chat_desktop.desktop.texts import text
from chat_desktop.desktop.tray import native as native_tray
from chat_desktop.desktop.tray.pause import Pause, tool_tip
from chat_desktop.desktop.tray.tray import NoTray, Tray, TrayActions, unread_in
from chat_desktop.desktop.window import crash_words
from chat_desktop.desktop.window.external_links import NavigationPolicy, open_in_browser
from chat_desktop.desktop.window.native_files import NewTabs, save_in_folder
from chat_desktop.desktop.window.native_page import in_use, mac_notices
from chat_desktop.desktop.window.native_page.library_words import keep_name_in_its_place
from chat_desktop.desktop.window.native_page.native_page import NativePage
from chat_desktop.desktop.window.window_geometry import Screen, WindowGeometry, fit_to_screens
from chat_desktop.runtime.program.crash import Crash

# The height that is kept free for the taskbar, in logical pixels, since pywebview does not know it.
_TASKBAR_HEIGHT = 48
TITLE_SECONDS = 2.0


class NativeToolkit:
    """The toolkit of pywebview on Windows and macOS; see Toolkit for its methods."""

    def __init__(self, gui: str, data: Path, office_name: Callable[[], str] = lambda: "Chat Desktop") -> None:
        self.gui = gui
        self._office_name = office_name
        self._titles: background.Repeated | None = None
        self._data = data
        self._window: Any = None
        self._page: NativePage
        self._geometry = WindowGeometry()
        self._minimized = False
        self._pause: Pause | None = None
        self._tray: Tray = NoTray()
        self._facts = ""
        self._notifier: Notifier | None = None

    def prepare(self) -> None:
        """Names the words of pywebview's menu bar; display.py has checked the libraries."""
        if self.gui == "cocoa":
            keep_name_in_its_place(importlib.import_module("webview.platforms.cocoa").BrowserView)

    def configure(self, window: Any, policy: NavigationPolicy, geometry: WindowGeometry) -> None:
        self._window = window
        self._handle_files(policy)
        page = self._page = NativePage(window, policy, geometry.zoom)
        if self.gui == "cocoa":
            self._notifier = mac_notices.of_window(window, policy, self.bring_to_front, self._is_paused)
        self._geometry = geometry
        events = window.events
        events.resized += self._resized
        events.moved += self._moved
        events.maximized += lambda: self._set(maximized=True, minimized=False)
        events.restored += lambda: self._set(maximized=False, minimized=False)
        events.minimized += lambda: self._set(maximized=self._geometry.maximized, minimized=True)
        events.shown += self._fit_to_screens
        events.loaded += lambda: self._return_to_office(policy)
        events.loaded += page.loaded

    def ask(self, question: str, button: str, agreed: Callable[[], None]) -> bool:
        def ask() -> None:
            if self._window.create_confirmation_dialog("Chat Desktop", question):
                agreed()

        background.start("question", ask)
        return False

    def choose(self, question: str, keep: str, close: str) -> str | None:
        return native_tray.choose(question, keep, close)

    def make_tray(self, actions: TrayActions) -> Tray:
        self._pause = actions.pause
        tray = self._tray = native_tray.make(
            actions, paths.icon(), lambda: tool_tip(self._office_name(), pause=self._pause)
        )
        self._window.events.loaded += self._forget_facts
        # These toolkits do not tell when the page changes its title.
        self._titles = background.Repeated("title of the page", TITLE_SECONDS, lambda: self._show_unread(tray))
        self._titles.start()
        return tray

    def hide(self) -> None:
        background.start("hide", self._window.hide)

    def stop_asking(self) -> None:
        """Does nothing, because `ask` does not wait."""

    def geometry(self) -> WindowGeometry:
        return replace(self._geometry, zoom=self._page.zoom.factor)

    def tell_crash(self, crash: Crash) -> None:
        def tell() -> None:
            words = [crash_words.of_server(crash), *([str(crash.report)] if crash.report else [])]
            if not crash.is_restarted:
                words.append(text("crash.start_again_question"))
            agrees = self._window.create_confirmation_dialog("Chat Desktop", "\n\n".join(words))
            if agrees and not crash.is_restarted:
                crash.again()

        background.start("crash", tell)

    def notify(self, title: str, body: str) -> None:
        if self._notifier is None:
            self._tray.show_notice(title, body, self.bring_to_front)
        else:
            self._notifier.show(Notice(title, title, body, self.bring_to_front))

    def unfinished_downloads(self) -> int:
        """Returns 0, because these systems do not tell."""
        return 0

    def release(self) -> None:
        if self._titles is not None:
            self._titles.stop(0)
        self._page.release()
        if self._notifier is not None:
            self._notifier.stop()

    def bring_to_front(self) -> None:
        def raise_it() -> None:
            self._window.show()
            if self._minimized:
                self._window.restore()

        background.start("raise", raise_it)

    def _is_paused(self) -> bool:
        return self._pause is not None and self._pause.is_on()

    def _forget_facts(self) -> None:
        self._facts = ""  # another page does not know them

    def _show_unread(self, tray: Tray) -> None:
        facts = page_facts(is_behind=in_use.is_behind(), is_paused=self._is_paused())
        if facts != self._facts:
            self._facts = facts
            self._window.run_js(facts)
        tray.show_unread(unread_in(str(self._window.run_js("document.title") or "")))

    def _handle_files(self, policy: NavigationPolicy) -> None:
        if sys.platform == "win32":
            from webview.platforms import edgechromium

            edgechromium.webbrowser = NewTabs(self._window, policy)
            # pywebview connects this method later, when the engine is ready.
            ask = edgechromium.EdgeChrome.on_download_starting
            edgechromium.EdgeChrome.on_download_starting = save_in_folder(self._data, ask)
        elif sys.platform == "darwin":
            from webview.platforms import cocoa

            cocoa.webbrowser = NewTabs(self._window, policy)

    def _set(self, maximized: bool, minimized: bool) -> None:
        self._geometry = replace(self._geometry, maximized=maximized)
        self._minimized = minimized

    def _resized(self, width: int, height: int) -> None:
        if not self._geometry.maximized and not self._minimized:
            self._geometry = replace(self._geometry, width=int(width), height=int(height))

    def _moved(self, x: int, y: int) -> None:
        # Windows moves a minimised window to the coordinate -32000.
        if not self._geometry.maximized and not self._minimized and x > -30_000:
            self._geometry = replace(self._geometry, x=int(x), y=int(y))

    def _fit_to_screens(self) -> None:
        import webview

        screens = [Screen(s.x, s.y, s.width, s.height - _TASKBAR_HEIGHT) for s in webview.screens]
        geometry, was = fit_to_screens(self._geometry, screens), self._geometry
        too_large = (geometry.width, geometry.height) != (was.width, was.height)
        if too_large:
            self._window.resize(geometry.width, geometry.height)
        if too_large or (was.x is not None and (geometry.x, geometry.y) != (was.x, was.y)):
            self._window.move(geometry.x, geometry.y)

    def _return_to_office(self, policy: NavigationPolicy) -> None:
        """Goes back to the office after a navigation, since these toolkits report it only when it has happened."""
        url = self._window.get_current_url() or policy.url
        if not policy.contains(url) and not policy.admits_after_check(url):
            self._window.load_url(policy.url)
            open_in_browser(url)
