"""Shows the notifications of the page in the Qt window as notifications of the system.

The page decides about them by the person's levels and quiet hours, also while the window is hidden in the tray, and
it opens the message on a click. So there is one rule for browsers and the window.
"""

import itertools
from collections.abc import Callable
from typing import Any

from qtpy.QtCore import QUrl
from qtpy.QtWebEngineCore import QWebEnginePermission

from chat_desktop.desktop.notifications.notice import Notice, Notifier

_MOST_KEPT = 100
"""How many notifications of the page are kept for a click."""


def present(
    native: Any,
    url: str,
    notifier: Notifier,
    bring_to_front: Callable[[], None],
    is_paused: Callable[[], bool],
    reply: Callable[[str, str], None],
) -> None:
    """Allows notifications to the pages at URL, and shows them by NOTIFIER. Called on the GUI thread.

    While `is_paused()` holds, none is shown. `reply(tag, words)` is called on the GUI thread with what the person has
    written in a notification."""
    profile = native.webview.page().profile()
    kind = QWebEnginePermission.PermissionType.Notifications
    profile.queryPermission(QUrl(url), kind).grant()
    numbers = itertools.count()
    kept: dict[int, Any] = {}

    def show(notification: Any) -> None:
        number = next(numbers)
        kept[number] = notification
        if len(kept) > _MOST_KEPT:
            del kept[next(iter(kept))]
        notification.show()
        if is_paused():
            return

        def click() -> None:
            bring_to_front()
            if number in kept:
                kept[number].click()

        tag = notification.tag() or str(number)
        # Both come in another thread.
        clicked = lambda: native.create_window_trigger.emit(click)  # noqa: E731
        replied = lambda words: native.create_window_trigger.emit(lambda: reply(tag, words))  # noqa: E731
        notice = Notice(tag, notification.title(), notification.message(), clicked, replied)
        notifier.show(notice)
        # The page closes it when the person has come back.
        notification.closed.connect(lambda: closed(number, notice))

    def closed(number: int, notice: Notice) -> None:
        kept.pop(number, None)
        notifier.close(notice)

    profile.setNotificationPresenter(show)
