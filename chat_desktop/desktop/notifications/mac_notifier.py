"""Shows notifications on macOS by Foundation's NSUserNotificationCenter, through pyobjc.

The centre belongs to the app's bundle: a program that was started from a checkout has none, and stays silent.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from typing import Any

from chat_desktop.desktop.notifications.notice import Notice
from chat_desktop.desktop.texts import text

log = logging.getLogger(__name__)

_MOST_SHOWN = 100
"""How many notifications can be clicked."""
_REPLIED = 3  # NSUserNotificationActivationTypeReplied
MOST_CHARACTERS = 16_000
"""The longest message."""


class MacNotifier:
    """See Notifier. It is made on the main thread, and its methods may be called in any.

    `kit` is Foundation; `target_of(kit)` returns the class of the object that the centre tells of clicks."""

    def __init__(self, kit: Any = None, target_of: Callable[[Any], Any] | None = None) -> None:
        self._kit = kit or _foundation()
        self._shown: OrderedDict[str, Notice] = OrderedDict()
        self._centre = self._kit.NSUserNotificationCenter.defaultUserNotificationCenter()
        if self._centre is None:
            log.info("This program has no bundle, so macOS shows no notifications.")
            return
        # The centre does not keep its delegate.
        self._target = (target_of or _target_class)(self._kit).alloc().init()
        self._target.notifier = self
        self._centre.setDelegate_(self._target)

    @property
    def is_available(self) -> bool:
        """Whether macOS shows notifications of this program."""
        return self._centre is not None

    def show(self, notice: Notice) -> None:
        if self._centre is None:
            return
        self._shown.pop(notice.tag, None)
        self._shown[notice.tag] = notice
        if len(self._shown) > _MOST_SHOWN:
            self._shown.popitem(last=False)
        self._on_main_thread(lambda: self._deliver(notice))

    def close(self, notice: Notice) -> None:
        if self._centre is not None and self._shown.get(notice.tag) is notice:
            del self._shown[notice.tag]
            self._on_main_thread(lambda: self._centre.removeDeliveredNotification_(self._made(notice)))

    def stop(self) -> None:
        """Removes what is shown: nobody would answer a click any more."""
        if self._centre is not None:
            self._shown.clear()
            self._on_main_thread(self._centre.removeAllDeliveredNotifications)

    def activated(self, tag: str, kind: int, words: str) -> None:
        """Does what a click or a reply is for; called on the main thread."""
        notice = self._shown.get(tag)
        if notice is None:
            return
        if kind != _REPLIED:
            notice.clicked()
        elif notice.replied is not None and 0 < len(words.strip()) <= MOST_CHARACTERS:
            notice.replied(words.strip())

    def _deliver(self, notice: Notice) -> None:
        made = self._made(notice)
        made.setTitle_(notice.title)
        made.setInformativeText_(notice.body)  # plain text for macOS
        if notice.replied is not None:
            made.setHasReplyButton_(True)
            made.setResponsePlaceholder_(text("notification.reply_hint"))
        self._centre.deliverNotification_(made)

    def _made(self, notice: Notice) -> Any:
        """Returns a notification that has the place of others with its tag."""
        made = self._kit.NSUserNotification.alloc().init()
        made.setIdentifier_(notice.tag)
        return made

    def _on_main_thread(self, work: Callable[[], None]) -> None:
        self._kit.NSOperationQueue.mainQueue().addOperationWithBlock_(work)


def _foundation() -> Any:
    import Foundation

    return Foundation


@cache
def _target_class(kit: Any) -> Any:
    """Returns the class whose object the centre calls. A process can define a class of this name only once."""
    import objc  # type: ignore[import-not-found, unused-ignore]

    # The protocol tells pyobjc that an answer is a BOOL.
    protocol = objc.protocolNamed("NSUserNotificationCenterDelegate")

    class ChatDesktopNotificationTarget(kit.NSObject, protocols=[protocol]):  # type: ignore[misc, call-arg]
        def userNotificationCenter_shouldPresentNotification_(self, _centre: Any, _notice: Any) -> bool:  # noqa: N802
            return True  # the page decides, also when another window of the program is in front

        def userNotificationCenter_didActivateNotification_(self, _centre: Any, notice: Any) -> None:  # noqa: N802
            response = notice.response()
            words = str(response.string()) if response is not None else ""
            self.notifier.activated(str(notice.identifier()), int(notice.activationType()), words)

    return ChatDesktopNotificationTarget
