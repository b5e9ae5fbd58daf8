"""Joins the notifications of the page in the window of macOS to those of the system."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from chat_desktop import background
from chat_desktop.desktop.notifications.mac_notifier import MacNotifier
from chat_desktop.desktop.notifications.notice import Notifier
from chat_desktop.desktop.notifications.webkit_presenter import WebkitPresenter, present
from chat_desktop.desktop.window.external_links import NavigationPolicy

log = logging.getLogger(__name__)


def of_window(
    window: Any, policy: NavigationPolicy, bring_to_front: Callable[[], None], is_paused: Callable[[], bool]
) -> Notifier | None:
    """Returns what shows notifications of the WINDOW, or None where macOS shows none; called on the GUI thread.

    The page of another office gets no way to the program."""
    if not policy.is_own_office:
        return None
    try:
        import WebKit  # type: ignore[import-not-found, unused-ignore]
        from webview.platforms import cocoa  # type: ignore[import-not-found, unused-ignore]

        notifier = MacNotifier()
        if notifier.is_available:
            view = cocoa.BrowserView.instances[window.uid].webview
            present(view, presenter(window, policy.url, notifier, bring_to_front, is_paused), WebKit)
            return notifier
    except Exception:
        # A window without notifications still shows the office.
        log.exception("macOS shows no notifications of the window.")
    return None


def presenter(
    window: Any, url: str, notifier: Notifier, bring_to_front: Callable[[], None], is_paused: Callable[[], bool]
) -> WebkitPresenter:
    """Returns the presenter of the page that begins at URL."""
    parts = urlsplit(url)
    # A click arrives on the GUI thread, for which calls of pywebview wait.
    run_js = lambda code: background.start("notification of the page", window.run_js, code)  # noqa: E731
    return WebkitPresenter(f"{parts.scheme}://{parts.netloc}", notifier, bring_to_front, is_paused, run_js)
