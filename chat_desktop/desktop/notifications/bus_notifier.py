"""Shows notifications on Linux by D-Bus (org.freedesktop.Notifications). It stays silent where there is no bus."""

import html
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.io.threading import DBusConnection, ReceiveStopped, open_dbus_connection
from jeepney.wrappers import HeaderFields

from chat_desktop import background
from chat_desktop.desktop.notifications.notice import Notice
from chat_desktop.desktop.texts import text

log = logging.getLogger(__name__)

_INTERFACE = "org.freedesktop.Notifications"
_SERVICE = DBusAddress("/org/freedesktop/Notifications", bus_name=_INTERFACE, interface=_INTERFACE)
_MOST_SHOWN = 100
"""How many notifications can be clicked. Some services never tell that one was closed."""
_AS_THE_SYSTEM_LIKES = -1
_ANSWER_SECONDS = 2.0
MOST_CHARACTERS = 16_000
"""The longest message."""


class BusNotifier:
    """See Notifier for its methods. `fallback` is called in a thread with what no service shows."""

    def __init__(self, icon: Path | None, fallback: Callable[[Notice], None]) -> None:
        self._icon = str(icon) if icon else ""
        self._fallback = fallback
        self._connection: DBusConnection | None = None
        self._takes_replies = False
        self._asked: dict[int, Notice] = {}
        self._shown: dict[int, Notice] = {}
        self._tasks = background.TaskQueue("notifications")
        self._tasks.start()

    def show(self, notice: Notice) -> None:
        self._tasks.submit("show a notification", lambda: self._show(notice))

    def close(self, notice: Notice) -> None:
        self._tasks.submit("close a notification", lambda: self._close(notice))

    def stop(self) -> None:
        self._tasks.stop()
        if self._connection is not None:
            self._connection.interrupt()

    def _show(self, notice: Notice) -> None:
        try:
            connection = self._connection or self._connect()
            # The answer may come before `send` returns.
            serial = next(connection.outgoing_serial)
            self._asked[serial] = notice
            connection.send(self._message(notice), serial=serial)
        except (OSError, KeyError, ValueError) as problem:
            log.info("No session bus shows notifications: %r.", problem)
            self._connection = None
            self._fallback(notice)

    def _close(self, notice: Notice) -> None:
        number = next((number for number, shown in list(self._shown.items()) if shown is notice), None)
        if number is None or self._connection is None:
            return
        try:
            self._connection.send(new_method_call(_SERVICE, "CloseNotification", "u", (number,)))
        except OSError as problem:
            log.info("A notification could not be closed: %r.", problem)

    def _connect(self) -> DBusConnection:
        connection = open_dbus_connection("SESSION")
        self._takes_replies = _takes_replies(connection)
        connection.send(message_bus.AddMatch(MatchRule(type="signal", interface=_INTERFACE)))
        background.start("notifications bus", self._listen, connection)
        self._connection = connection
        return connection

    def _message(self, notice: Notice) -> Message:
        replaced = next((number for number, shown in list(self._shown.items()) if shown.tag == notice.tag), 0)
        hints = {
            "desktop-entry": ("s", "chat-desktop"),
            "category": ("s", "im.received"),
            "suppress-sound": ("b", True),  # the page has a sound of its own
        }
        # The text is never markup: most services would render tags in it.
        words = (notice.title, html.escape(notice.body, quote=False))
        actions = ["default", text("notification.open")]
        if self._takes_replies and notice.replied is not None:
            # The service shows a field in place of this button.
            actions += ["inline-reply", text("notification.reply")]
            hints["x-kde-reply-placeholder-text"] = ("s", text("notification.reply_hint"))
        body = ("Chat Desktop", replaced, self._icon, *words, actions, hints, _AS_THE_SYSTEM_LIKES)
        return new_method_call(_SERVICE, "Notify", "susssasa{sv}i", body)

    def _listen(self, connection: DBusConnection) -> None:
        try:
            while True:
                self._receive(connection.receive())
        except (ReceiveStopped, OSError) as problem:
            log.debug("The session bus is left: %r.", problem)
        finally:
            if self._connection is connection:
                self._connection = None
            connection.close()

    def _receive(self, message: Message) -> None:
        fields = message.header.fields
        kind = message.header.message_type
        if kind in (MessageType.method_return, MessageType.error):
            notice = self._asked.pop(fields.get(HeaderFields.reply_serial, 0), None)
            if notice is not None:
                self._answered(notice, message.body if kind is MessageType.method_return else ())
        elif kind is MessageType.signal and fields.get(HeaderFields.interface) == _INTERFACE:
            self._told(str(fields.get(HeaderFields.member)), message.body)

    def _answered(self, notice: Notice, body: tuple[Any, ...]) -> None:
        if not body:
            log.info("No service shows notifications.")
            self._fallback(notice)
            return
        self._shown.pop(body[0], None)
        self._shown[body[0]] = notice
        if len(self._shown) > _MOST_SHOWN:
            del self._shown[next(iter(self._shown))]

    def _told(self, member: str, body: tuple[Any, ...]) -> None:
        if member == "NotificationReplied" and (notice := self._shown.get(body[0])) and notice.replied:
            if words := str(body[1])[:MOST_CHARACTERS].strip():
                notice.replied(words)
        elif member == "ActionInvoked" and body[1] != "inline-reply" and (notice := self._shown.get(body[0])):
            notice.clicked()
        elif member == "NotificationClosed":
            self._shown.pop(body[0], None)


def _takes_replies(connection: DBusConnection) -> bool:
    """Returns whether the service has a field for a reply. Called before anything else reads the connection."""
    connection.send(new_method_call(_SERVICE, "GetCapabilities"), serial=(serial := next(connection.outgoing_serial)))
    end = time.monotonic() + _ANSWER_SECONDS
    while (left := end - time.monotonic()) > 0:
        try:
            message = connection.receive(timeout=left)
        except TimeoutError:
            break
        if message.header.fields.get(HeaderFields.reply_serial) == serial:
            is_answer = message.header.message_type is MessageType.method_return and bool(message.body)
            return is_answer and "inline-reply" in message.body[0]
    return False
