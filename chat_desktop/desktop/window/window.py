"""Opens the window of an office on the main thread and runs it until it is closed."""

import contextlib
import logging
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from chat_desktop import background, paths
from chat_desktop.desktop.texts import sentences, text
from chat_desktop.desktop.window import background_colour, window_geometry
from chat_desktop.desktop.window.display import WindowError, why_no_window
from chat_desktop.desktop.window.external_links import NavigationPolicy, OwnOfficePolicy
from chat_desktop.desktop.window.native_page.library_words import library_words
from chat_desktop.desktop.window.toolkit import Toolkit
from chat_desktop.desktop.window.window_tray import WindowTray, people_connected
from chat_desktop.languages.system_words import system_words
from chat_desktop.runtime.program.crash import Crash
from chat_desktop.runtime.standby.missed_hosts import MissedHosts
from chat_desktop.signals import stop_signals

log = logging.getLogger(__name__)

LOAD_LIMIT_SECONDS = 5
"""How long a window that is to be closed waits for its first page."""

Menu = tuple[str, Mapping[str, Callable[[], None]]]


class WindowHost(Protocol):
    """What the window needs of the host that it shows.

    The window sets `raise_window`, `close_window`, `show` and `tell_crash`, so that the host can control it."""

    raise_window: Callable[[], bool]
    close_window: Callable[[], None]
    show: Callable[[str], None]  # shows another page in the window; not on the GUI thread
    tell_crash: Callable[[Crash], None]

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`."""

    @property
    def office_name(self) -> str:
        """The name of the office, for the title of the window."""

    def window_url(self) -> str:
        """Returns the first URL: the set-up, or a sign-in with a one-time token."""

    def people_connected(self) -> int:
        """Returns how many other people are connected; called on any thread."""


def open_window(
    host: WindowHost,
    data: Path,
    stop_requested: Callable[[], bool] = lambda: False,
    policy: NavigationPolicy | None = None,
    menu: Menu | None = None,
    shown: Callable[[], None] = lambda: None,
    has_tray: bool = False,
    hidden: Callable[[], bool] = lambda: False,
    missed: MissedHosts | None = None,
) -> None:
    """Shows the office and returns when the window is closed. Raises WindowError when there can be no window.

    `stop_requested` tells whether a signal to stop arrived while the window's libraries were loading. `policy` decides
    which pages the window may show (by default, the pages of HOST). `menu` is a title and the actions below it.
    `shown` is called in a thread when the window is visible. With `has_tray`, the office may run on in the tray when
    the window is closed. `hidden` tells whether the window is not shown until `raise_window` is called; it is asked
    when the window is made and when it would be shown. MISSED are the hosts that a stand-by misses. Call this function
    on the main thread and only once in a process, because the toolkits support neither another thread nor a second
    start.
    """
    if why := why_no_window():
        raise why
    toolkit = _toolkit(data, lambda: host.office_name)
    toolkit.prepare()
    webview = _webview()
    geometry = window_geometry.load(data)
    is_hidden = hidden()
    window = _create(webview, host, geometry, menu, is_hidden)
    opened = _OpenWindow(window, host, toolkit, data, policy or OwnOfficePolicy(host.url))
    window.events.before_show += lambda: opened.configure(geometry)
    if has_tray:
        window.events.before_show += lambda: opened.show_tray(missed or MissedHosts())
    window.events.before_show += lambda: opened.leave() if stop_requested() else None
    if is_hidden:
        # A second start may have asked for the window in between.
        window.events.before_show += lambda: None if hidden() else opened.bring_to_front()
    window.events.closing += opened.closing
    window.events.shown += shown
    icon = paths.icon()
    with opened.leaving_on_signals(), _raising_window_errors(webview):
        webview.start(
            gui=toolkit.gui, private_mode=False, storage_path=str(data / "webview"), icon=str(icon) if icon else None
        )
    host.raise_window = lambda: False
    host.close_window = lambda: None
    host.show = lambda url: None
    host.tell_crash = lambda crash: None


class _OpenWindow:
    """The window from its creation to its end."""

    def __init__(self, window: Any, host: WindowHost, toolkit: Toolkit, data: Path, policy: NavigationPolicy) -> None:
        self._window = window
        self._host = host
        self._toolkit = toolkit
        self._data = data
        self._policy = policy
        self._tray: WindowTray | None = None
        self._leaving = False
        self._asking = False

    @contextlib.contextmanager
    def leaving_on_signals(self) -> Iterator[None]:
        """Closes the window on signals to stop, and restores the caller's signal handlers afterwards."""
        before = {number: signal.getsignal(number) for number in stop_signals()}
        self._listen()
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def configure(self, geometry: window_geometry.WindowGeometry) -> None:
        """Configures the window before it is shown."""
        # The handlers are set again, because pywebview has set its own, which do not close the window in order.
        self._listen()
        self._toolkit.configure(self._window, self._policy, geometry)
        self._host.raise_window = self.bring_to_front
        self._host.close_window = self.leave
        self._host.show = self._window.load_url
        self._host.tell_crash = self._toolkit.tell_crash

    def show_tray(self, missed: MissedHosts) -> None:
        """Shows the icon in the tray; called on the GUI thread."""
        self._tray = WindowTray(self._toolkit, self._host, self._data, self._quit, missed)

    def leave(self) -> None:
        """Closes the window without a question; called on any thread."""
        self._leaving = True
        if self._asking:
            # The window is already closing and waits for the answer.
            self._toolkit.stop_asking()
        else:
            # Both calls wait, and a signal arrives on the thread that shows the window.
            background.start("leave", self._destroy)

    def _destroy(self) -> None:
        """Closes the window once its first page is loaded: Chromium may crash when it ends while it starts."""
        self._window.events.loaded.wait(LOAD_LIMIT_SECONDS)
        self._window.destroy()

    def closing(self) -> bool:
        """Handles the closing of the window on the GUI thread. Returns False to keep it open."""
        if not self._leaving and self._runs_on_in_tray():
            return False
        if not self._leaving and not self._may_close():
            return False
        window_geometry.save(self._data, self._toolkit.geometry())
        if self._tray is not None:
            self._tray.icon.remove()
        self._toolkit.release()
        return True

    def _listen(self) -> None:
        for number in stop_signals():
            signal.signal(number, lambda *_: self.leave())

    def _quit(self) -> None:
        self._toolkit.bring_to_front()
        if self._may_close():
            self.leave()

    def _runs_on_in_tray(self) -> bool:
        """Hides the window if the office is to run on in the tray. Returns True to keep the window."""
        if self._tray is None or self._asking:
            return False
        self._asking = True
        try:
            wish = self._tray.wish_on_closing(self._toolkit.unfinished_downloads())
        finally:
            self._asking = False
        if wish == "close":
            self._leaving = True  # they have answered the question on closing already
        elif wish == "hide":
            self._toolkit.hide()
        return wish in ("hide", "cancel") and not self._leaving

    def _may_close(self) -> bool:
        if self._asking:
            return False
        people, downloads = people_connected(self._host) or 0, self._toolkit.unfinished_downloads()
        if not people and not downloads:
            return True
        self._asking = True
        try:
            asked, button = question(people, downloads)
            return self._toolkit.ask(asked, button, self.leave) or self._leaving
        finally:
            self._asking = False

    def bring_to_front(self) -> bool:
        """Shows the window in front of all others; called on any thread. Returns True."""
        self._toolkit.bring_to_front()
        return True


def question(people: int, downloads: int) -> tuple[str, str]:
    """Returns the question on closing, and the text of the button that closes.

    PEOPLE are the others who are connected, DOWNLOADS the files that are being saved."""
    saving = text("closing.saving", n=downloads) if downloads else ""
    if not people:
        return sentences(saving, text("closing.give_up")), text("closing.close_window")
    asked = sentences(text("closing.connected", n=people), saving, text("closing.for_everyone"))
    return asked, text("closing.close_office")


def _toolkit(data: Path, office_name: Callable[[], str]) -> Toolkit:
    if sys.platform == "win32" or sys.platform == "darwin":
        from chat_desktop.desktop.window.native import NativeToolkit

        return NativeToolkit("edgechromium" if sys.platform == "win32" else "cocoa", data, office_name)
    try:
        from chat_desktop.desktop.window.qt_window import QtToolkit
    except ImportError as problem:
        raise WindowError("window_library_broken", {"why": system_words(problem)}) from problem
    return QtToolkit(data, office_name)


def _webview() -> Any:
    try:
        import webview
        import webview.menu
        import webview.util
    except ImportError as problem:
        raise WindowError("window_library_broken", {"why": system_words(problem)}) from problem
    # No page may call Python. pywebview would look up any name as attributes and call the result. The function is
    # replaced before the module of the toolkit imports it.
    webview.util.js_bridge_call = _no_bridge
    # Its own log handler prints stack traces to the terminal. Important errors are raised as exceptions too.
    logging.getLogger("pywebview").handlers.clear()
    webview.settings["ALLOW_DOWNLOADS"] = True
    webview.settings["ALLOW_FILE_URLS"] = False
    webview.settings["OPEN_EXTERNAL_LINKS_IN_BROWSER"] = True
    return webview


def _no_bridge(*_: Any, **__: Any) -> None:
    log.warning("A page called the window's bridge to Python, which does not exist.")


def _create(
    webview: Any, host: WindowHost, geometry: window_geometry.WindowGeometry, menu: Menu | None, hidden: bool
) -> Any:
    return webview.create_window(
        host.office_name,
        host.window_url(),
        width=geometry.width,
        height=geometry.height,
        x=geometry.x,
        y=geometry.y,
        maximized=geometry.maximized and not hidden,
        hidden=hidden,
        min_size=window_geometry.MIN_SIZE,
        background_color=background_colour.current(),
        text_select=True,  # needed to copy messages
        zoomable=True,
        menu=_menu_bar(webview, *menu) if menu else [],
        localization=library_words(),
    )


def _menu_bar(webview: Any, title: str, items: Mapping[str, Callable[[], None]]) -> list[Any]:
    actions = [webview.menu.MenuAction(label, chosen) for label, chosen in items.items()]
    return [webview.menu.Menu(title, actions)]


@contextlib.contextmanager
def _raising_window_errors(webview: Any) -> Iterator[None]:
    try:
        yield
    except webview.errors.WebViewException as problem:
        raise WindowError("window_not_opened", {"why": system_words(problem)}) from problem
