"""Serves the Socket.IO side of the office: connections, the commands that they send and the events they receive."""

import contextlib
import logging
import time
from collections.abc import Callable
from typing import Any

import gevent
from flask import Flask
from flask_socketio import SocketIO

from chat_desktop.chat.contents import urgent
from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.chat.joining.join_attempts import JoinAttempts
from chat_desktop.chat.office.identity_key import IdentityKey
from chat_desktop.chat.rooms.presence import Presence
from chat_desktop.chat.users.relocation_tokens import RelocationTokens
from chat_desktop.error_guard import guarded
from chat_desktop.errors import DiskFull, Moved
from chat_desktop.realtime.connection_registry import ConnectionRegistry
from chat_desktop.realtime.context import CommandContext
from chat_desktop.realtime.dispatch import Dispatch
from chat_desktop.realtime.join_attempt_feed import JoinAttemptFeed
from chat_desktop.realtime.lifecycle import ConnectionLifecycle, SnapshotSent
from chat_desktop.realtime.personal_publisher import PersonalPublisher
from chat_desktop.realtime.publisher import EVERYONE, Publisher, Subscribe
from chat_desktop.realtime.read_marks import ReadMarks, keep_marks
from chat_desktop.realtime.transport import codec, engine
from chat_desktop.realtime.transport.manager import Manager, Packet
from chat_desktop.realtime.urgent_publisher import UrgentPublisher
from chat_desktop.wire.names import Event
from chat_desktop.wire.payloads import Payload

log = logging.getLogger(__name__)

TICK_SECONDS = 0.5  # interval of the timer that publishes collected events; they wait for two ticks at most


class Realtime:
    """The Socket.IO server with its connections, publisher and timer.

    It is created on the hub. Call `start` once the office serves, and `stop` before the office is closed.
    """

    def __init__(self, app: Flask, office: RuleExecutor, key: IdentityKey, relocation_tokens: RelocationTokens) -> None:
        self.socketio = create_socketio(app)
        server = self.socketio.server
        self.transport = engine.install(self.socketio)
        self.connections, self.marks, self.presence = ConnectionRegistry(), ReadMarks(), Presence(time.monotonic)
        self.publisher = Publisher(
            server, self.connections, self.marks, self.presence, self.transport.end, self.transport.end_sessions
        )
        self._urgent_publisher = UrgentPublisher(server, self.publisher.after_messages)
        self._personal_publisher = PersonalPublisher(server, self.publisher.after_messages)
        self._office = office
        context = CommandContext(
            office,
            self.connections,
            self.marks,
            self.presence,
            self.publisher,
            self.transport.cut,
            self.transport.rates,
            key,
            relocation_tokens,
        )
        self._lifecycle = lifecycle = ConnectionLifecycle(server, context)
        lifecycle.welcomed = self._urgent_publisher.welcomed
        self.moved: Callable[[], Payload | None] = lambda: None
        lifecycle.moved = lambda: self.moved()
        self._join_attempt_feed: JoinAttemptFeed | None = None
        server.on("connect", lifecycle.connect)
        server.on("disconnect", lifecycle.disconnect)
        server.on("*", Dispatch(context))

    def subscribe(self, on: Subscribe) -> None:
        """Subscribes to every event that is sent to sockets. `on` is that of the event bus."""
        self.publisher.subscribe(on)
        self._urgent_publisher.subscribe(on)
        self._personal_publisher.subscribe(on)
        on(SnapshotSent, self.publisher.after_messages(SnapshotSent.happen))

    def publish_join_attempts(self, join_attempts: JoinAttempts) -> None:
        """Records every opened socket in `join_attempts`, and publishes its changes to the owner and the admins."""
        self._join_attempt_feed = JoinAttemptFeed(join_attempts, self.transport.transport_of, self.publisher.arrivals)
        self._lifecycle.arrived = self._join_attempt_feed.connected

    def tell_moved(self) -> None:
        """Tells every page that another copy of the office serves it."""
        self.socketio.server.emit(Event.OFFICE_MOVED, self.moved() or {}, to=EVERYONE)

    def start(self) -> None:
        """Starts the timer."""
        self._ticker = gevent.spawn(self._tick)
        gevent.spawn(guarded, "Loading who is asked to confirm", self._office.write, urgent.load)

    def stop(self, reason: str) -> None:
        """Announces `reason` to every socket, closes them with close code 1012 and stores the last read marks."""
        guarded("Announcing that the host stops", self.publisher.pauses.stopping, reason)
        guarded("Closing connections", self.transport.close_all)
        self._ticker.kill()
        self._keep_marks()

    def _tick(self) -> None:
        while True:
            gevent.sleep(TICK_SECONDS)
            # Each step is guarded on its own, so that one that always fails does not stop the others.
            guarded("Sending collected events", self.publisher.tick)
            if self._join_attempt_feed:
                guarded("Publishing join attempts", self._join_attempt_feed.tick)
            guarded("Storing read marks", self._keep_marks)

    def _keep_marks(self) -> None:
        with contextlib.suppress(DiskFull, Moved):  # DiskMonitor has announced it, and the marks stay in memory
            keep_marks(self._office, self.marks)
            self.marks.forget_gone()


def create_socketio(app: Flask) -> SocketIO:
    """Creates the Flask-SocketIO server for `app`.

    `async_handlers` is off, because messages of one person could overtake each other otherwise. `always_connect` is on,
    so that `welcome` follows Socket.IO's CONNECT.
    """
    options: dict[str, Any] = {
        "async_mode": "gevent",
        "async_handlers": False,
        "always_connect": True,
        "manage_session": False,
        "cors_allowed_origins": [],  # empty turns Engine.IO's check off: AccessMiddleware has checked the Origin header
        "json": codec,
        "serializer": Packet,
        "client_manager": Manager(),
        "cookie": None,
    }
    return SocketIO(app, **options)
