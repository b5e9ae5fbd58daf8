"""A service for notifications on the session bus that has a field for a reply, as that of KDE Plasma has."""

import itertools
import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.freedesktop.Notifications"
EMITTER = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=NAME)
STEP_SECONDS = 0.05
PATIENCE_SECONDS = 30.0


class Shown(NamedTuple):
    number: int
    title: str
    body: str
    actions: list[str]
    at: float  # time.monotonic()


class NotificationService:
    """Runs in a thread until the `with` ends; `shown` are the notifications so far."""

    def __init__(self, *capabilities: str) -> None:
        self.shown: list[Shown] = []
        self._capabilities = list(capabilities)
        self._numbers = itertools.count(1)
        self._orders: list[Callable[[], None]] = []
        self._over = threading.Event()
        self._bus: DBusConnection = open_dbus_connection("SESSION", auth_timeout=PATIENCE_SECONDS)
        self._bus.send_and_get_reply(message_bus.RequestName(NAME))
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> "NotificationService":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._bus.close()

    def reply(self, number: int, words: str) -> None:
        """As if the person had written into the notification."""
        self._orders.append(lambda: self._bus.send(new_signal(EMITTER, "NotificationReplied", "us", (number, words))))

    def _serve(self) -> None:
        while not self._over.is_set():
            while self._orders:
                self._orders.pop(0)()
            try:
                message = self._bus.receive(timeout=STEP_SECONDS)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._bus.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        member = message.header.fields.get(HeaderFields.member)
        if member == "GetCapabilities":
            return new_method_return(message, "as", (self._capabilities,))
        if member == "Notify":
            return new_method_return(message, "u", (self._note(message.body),))
        if member == "CloseNotification":
            return new_method_return(message)
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")

    def _note(self, body: tuple[Any, ...]) -> int:
        number = body[1] or next(self._numbers)
        self.shown.append(Shown(number, body[3], body[4], body[5], time.monotonic()))
        return int(number)
