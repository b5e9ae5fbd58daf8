"""Speaks to login1 (systemd-logind, elogind) on the system bus: takes its locks, and receives its signals."""

import contextlib
import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from jeepney import DBusAddress, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.io.threading import DBusConnection, ReceiveStopped, open_dbus_connection
from jeepney.wrappers import HeaderFields

from chat_desktop import background

log = logging.getLogger(__name__)

_NAME, _INTERFACE = "org.freedesktop.login1", "org.freedesktop.login1.Manager"
_MANAGER = DBusAddress("/org/freedesktop/login1", bus_name=_NAME, interface=_INTERFACE)
ANSWER_SECONDS = 5.0


class LoginBus:
    """A connection to login1. `told(member, starts)` is called in a thread for PrepareForSleep and PrepareForShutdown,
    and `ended()` once when the bus is gone."""

    def __init__(self, told: Callable[[str, bool], None], ended: Callable[[], None]) -> None:
        """Connects. Raises OSError, KeyError, ValueError or RuntimeError where there is no bus."""
        self._told, self._ended = told, ended
        self._answers: dict[int, Future[Message]] = {}
        self._connection: DBusConnection = open_dbus_connection("SYSTEM", enable_fds=True)
        self._connection.send(message_bus.AddMatch(MatchRule(type="signal", sender=_NAME, interface=_INTERFACE)))
        self._thread = background.start("power bus", self._listen)

    def inhibit(self, what: str, why: str, mode: str) -> Any:
        """Takes a lock, and returns its file descriptor (which ends the lock when it is closed) or None."""
        body = (what, "Chat Desktop", why, mode)
        try:
            answer = self._ask(new_method_call(_MANAGER, "Inhibit", "ssss", body))
        except (OSError, TimeoutError) as problem:
            log.debug("login1 does not answer: %r.", problem)
            return None
        if answer.header.message_type is not MessageType.method_return:
            log.debug("login1 gives no lock %s: %s.", what, answer.body)
            return None
        return answer.body[0]

    def close(self) -> None:
        """Ends the connection, and with it the thread. `ended` is not called."""
        self._ended = lambda: None
        with contextlib.suppress(OSError):
            self._connection.interrupt()
        self._thread.join(ANSWER_SECONDS)

    def _ask(self, message: Message) -> Message:
        serial = next(self._connection.outgoing_serial)
        future = self._answers[serial] = Future()
        try:
            self._connection.send(message, serial=serial)
            return future.result(ANSWER_SECONDS)
        finally:
            self._answers.pop(serial, None)

    def _listen(self) -> None:
        try:
            while True:
                self._receive(self._connection.receive())
        except (ReceiveStopped, OSError) as problem:
            log.debug("The system bus is left: %r.", problem)
        finally:
            with contextlib.suppress(OSError):
                self._connection.close()
            self._ended()

    def _receive(self, message: Message) -> None:
        fields, kind = message.header.fields, message.header.message_type
        if kind in (MessageType.method_return, MessageType.error):
            future = self._answers.pop(fields.get(HeaderFields.reply_serial, 0), None)
            if future is not None:
                future.set_result(message)
        elif kind is MessageType.signal and fields.get(HeaderFields.interface) == _INTERFACE and message.body:
            self._told(str(fields.get(HeaderFields.member)), bool(message.body[0]))
