"""The page of the window on Windows and macOS, as the toolkit of pywebview prepares it."""

import logging
import sys
from collections.abc import Callable
from typing import Any

from chat_desktop import background
from chat_desktop.desktop.window import background_colour
from chat_desktop.desktop.window.external_links import NavigationPolicy
from chat_desktop.desktop.window.native_page import webkit, webview2
from chat_desktop.desktop.window.native_page.theme import ThemeWatch
from chat_desktop.desktop.window.native_page.webkit_find import Find, asked
from chat_desktop.desktop.window.native_page.zoom import Zoom

log = logging.getLogger(__name__)


class NativePage:
    """Zoom, keys, menu and theme of one window. Made on the GUI thread before the window is shown."""

    def __init__(self, window: Any, policy: NavigationPolicy, zoom: float) -> None:
        make = _on_windows if sys.platform == "win32" else _on_macos
        try:
            self.zoom, draw = make(window, policy, zoom)
        except Exception:
            # An engine that lacks a part of this still shows the office.
            log.exception("The page has no zoom, menu and theme of the window.")
            self.zoom, draw = Zoom(zoom, lambda _factor: None), lambda _is_dark: None
        self._theme = ThemeWatch(window, draw, lambda: background_colour.current() == background_colour.DARK)
        self._theme.start()

    def loaded(self) -> None:
        """Sets the zoom again, since the engine may keep it by address; called in a thread."""
        self.zoom.again()

    def release(self) -> None:
        """Ends what belongs to the page."""
        self._theme.stop()


def _on_windows(window: Any, policy: NavigationPolicy, factor: float) -> tuple[Zoom, Callable[[bool], None]]:
    from Microsoft.Web.WebView2.Core import (  # type: ignore[import-not-found, unused-ignore]
        CoreWebView2PermissionState,
    )
    from System import Action  # type: ignore[import-not-found, unused-ignore]

    form = window.native

    def enlarge(wanted: float) -> None:
        # WebView2 has to be called on the thread of its window.
        form.BeginInvoke(Action(lambda: setattr(form.browser.webview, "ZoomFactor", wanted)))

    zoom = Zoom(factor, enlarge)
    webview2.configure(form, policy, zoom, CoreWebView2PermissionState)
    return zoom, webview2.title_bar(int(form.Handle.ToInt64()))


def _on_macos(window: Any, policy: NavigationPolicy, factor: float) -> tuple[Zoom, Callable[[bool], None]]:
    import AppKit  # type: ignore[import-not-found, unused-ignore]
    import WebKit  # type: ignore[import-not-found, unused-ignore]
    from PyObjCTools import AppHelper  # type: ignore[import-not-found, unused-ignore]
    from webview.platforms import cocoa  # type: ignore[import-not-found, unused-ignore]

    view = cocoa.BrowserView.instances[window.uid].webview
    zoom = Zoom(factor, webkit.enlarge(view, AppHelper.callAfter))
    # Calls of pywebview wait for the GUI thread, on which a key arrives.
    print_page = lambda: background.start("print", window.run_js, "print()")  # noqa: E731
    find = Find(view, WebKit, lambda words: asked(words, AppKit))
    webkit.configure(view, zoom, find, AppKit.NSEvent, AppKit.NSEventMaskKeyDown, print_page)
    return zoom, webkit.title_bar(window.native, AppKit.NSAppearance, AppHelper.callAfter)
