"""Implements Engine.IO's socket: the connection of one client, over polling or over a WebSocket."""

import logging
import time
from typing import TYPE_CHECKING, Any

import gevent
from engineio import packet
from engineio.exceptions import EngineIOError
from engineio.packet import Packet

from chat_desktop import fair_share
from chat_desktop.realtime.transport import frames
from chat_desktop.realtime.transport.frames import FrameError
from chat_desktop.realtime.transport.handshake import HandshakeError, shake_hands
from chat_desktop.realtime.transport.listener import NULL_LISTENER
from chat_desktop.realtime.transport.packets import deliver, is_connect, is_disconnect, refuse
from chat_desktop.realtime.transport.polling import PollError, PollingQueue, read_body
from chat_desktop.realtime.transport.rates import FloodError
from chat_desktop.realtime.transport.upgrade import Probe, attach, run
from chat_desktop.realtime.transport.websocket import MESSAGES_A_TURN, WebSocket

if TYPE_CHECKING:
    from chat_desktop.realtime.transport.engine import Engine

SESSION_OVER_SECONDS = 1.0  # time after which the connection of an ended session is aborted
MAX_CONTROLS = 200  # control frames and pongs between two heartbeats; a browser sends one in ten seconds

PING, NOOP, CLOSE = Packet(packet.PING), Packet(packet.NOOP), Packet(packet.CLOSE)

log = logging.getLogger(__name__)


class Socket:
    """Has the interface of engineio.socket.Socket that its server needs, without a queue and greenlets of its own."""

    __slots__ = (
        "_awaiting", "_due", "_engine", "_has_connected", "_reason", "closed", "connected", "identity", "link", "probe",
        "session", "sid", "upgraded", "upgrading",
    )  # fmt: skip

    def __init__(self, engine: "Engine", sid: str, identity: Any) -> None:
        self.sid, self.identity = sid, identity
        self.link: WebSocket | PollingQueue = PollingQueue()
        self.probe: Probe | None = None
        self.session: dict[str, Any] | None = None
        self.connected = self.upgrading = self.upgraded = self.closed = False
        self._engine = engine
        self._reason = engine.reason.TRANSPORT_CLOSE
        self._due = time.monotonic() + engine.ping_interval
        self._awaiting = False
        self._has_connected = False  # the client has sent CONNECT

    @property
    def session_id(self) -> str:
        """The key of its rate: the id of its session, or its own id without a session."""
        return self.identity.session_id if self.identity is not None else self.sid

    # Opening

    def open(self, sock: Any, first: Packet) -> tuple[()]:
        """Starts with a WebSocket and sends `first`.

        Over TLS this runs in the greenlet of the request until the connection is closed."""
        link = attach(sock, self._engine, self)
        self.switch_to(link)
        link.post(first)
        return run(link)

    def refuse(self, sock: Any) -> tuple[()]:
        """Closes a WebSocket whose session ended during the handshake, which can block while a client does not read."""
        link = attach(sock, self._engine, NULL_LISTENER)
        link.close(frames.NORMAL)
        link.limit(SESSION_OVER_SECONDS)
        self._engine.start_heartbeat()
        return run(link)

    def upgrade(self, environ: dict[str, Any]) -> Any:
        """Starts the upgrade from polling to a WebSocket, and returns the response of the request."""
        self.upgrading = True
        try:
            sock = shake_hands(environ)
        except HandshakeError:
            self.upgrading = False
            return self._engine._bad_request()
        if self.ending:
            return self.refuse(sock)
        self.probe = Probe(self, sock, self._engine)
        return run(self.probe.link)

    def switch_to(self, link: WebSocket) -> None:
        """Uses the WebSocket `link` from now on. It sends first what waited for a poll."""
        queue, self.link = self.link, link
        self.connected, self.upgrading, self.upgraded = True, False, True
        self.probe = None
        if isinstance(queue, PollingQueue):
            for waiting in queue.packets:
                link.post(waiting)
            queue.wake()

    # Polling

    def handle_get_request(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Returns the packets of a poll, or the body of the response when the request was an upgrade.

        Raises EngineIOError when the poll is not allowed or the connection is closed.
        """
        self._count_request()
        upgrade = environ.get("HTTP_UPGRADE", "").lower() == "websocket"
        if self.upgrading or not isinstance(self.link, PollingQueue):
            return self._engine._bad_request() if upgrade else [NOOP]
        if upgrade:
            return self.upgrade(environ)
        try:
            packets = self.link.wait(self._engine.ping_interval + self._engine.ping_timeout)
        except PollError as error:
            raise EngineIOError(str(error)) from error
        self._polled_last()
        return packets or [NOOP]

    def _count_request(self) -> None:
        """Counts a request and blocks it if the client polls too often. Raises EngineIOError after a flood."""
        try:
            wait = self._engine.rates.count(self.session_id)
        except FloodError:
            self.cut(frames.POLICY)
            raise EngineIOError("a flood") from None
        if wait is not None:
            gevent.sleep(wait)
        if self.closed:
            raise EngineIOError("closed")

    def _polled_last(self) -> None:
        if isinstance(self.link, PollingQueue) and self.link.closing and not self.link.packets:
            self.gone()

    def handle_post_request(self, environ: dict[str, Any]) -> None:
        """Handles the packets in the body of a POST. Raises EngineIOError when it is not allowed."""
        self._count_request()
        try:
            for done, text in enumerate(read_body(environ), 1):
                self.received(text)
                if not done % MESSAGES_A_TURN:
                    fair_share.wait(self)
        except PollError as error:
            raise EngineIOError(str(error)) from error

    # Listener

    def ponged(self) -> None:
        """Notes that the client has answered the ping."""
        self._awaiting = False
        self._due = time.monotonic() + self._engine.ping_interval

    def received(self, text: str) -> None:
        """Handles one Engine.IO packet. Any error in it closes this connection, and is not raised.

        Raises EngineIOError when the connection is closed already.
        """
        if self.ending:
            raise EngineIOError("closed")
        try:
            self._take(text, self._engine.rates.count(self.session_id))
        except FloodError:
            self.cut(frames.POLICY)
        except FrameError as error:
            self.end(error.code, str(error))
        except Exception:
            log.exception("a message could not be handled")
            self.end(frames.INTERNAL)

    def _take(self, text: str, wait: float | None) -> None:
        kind = text[:1]
        if kind == "4":
            self._take_packet(text[1:], wait)
        elif kind == "3":
            self.ponged()
        elif kind == "1":
            self._reason = self._engine.reason.CLIENT_DISCONNECT
            self.end(frames.NORMAL)
        elif kind == "b":
            raise FrameError(frames.UNSUPPORTED, "Only text is accepted here.")
        elif kind not in ("5", "6"):
            raise FrameError(frames.PROTOCOL_ERROR, "This isn't a packet.")

    def _take_packet(self, text: str, wait: float | None) -> None:
        server = self._engine.socketio
        if is_connect(text):
            self._note_connect()
        elif wait is not None and not is_disconnect(text):
            refuse(server, self.sid, text, wait)
            return
        deliver(server, self.sid, text)

    def _note_connect(self) -> None:
        if self._has_connected and self._engine.rates.count_opening(self.session_id) is not None:
            raise FrameError(frames.TRY_LATER, "Too many connections at once.")
        self._has_connected = True

    def gone(self) -> None:
        """Removes the socket, because nothing more can be sent."""
        if not self.closed:
            self.closed = True
            self._engine.sockets.pop(self.sid, None)
            self._engine.socket_limits.leave(self)
            self._end_upgrade(frames.GOING_AWAY)
            if isinstance(self.link, PollingQueue):
                self.link.wake()
                gevent.spawn(self.lost)

    def lost(self) -> None:
        """Calls the `disconnect` handlers after the last message."""
        self._engine._trigger_event("disconnect", self.sid, self._reason, run_async=False)

    # The end

    def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:
        """Closes the connection after everything that was queued. python-engineio passes `wait` and `abort`."""
        self._reason = reason or self._engine.reason.SERVER_DISCONNECT
        self.end(frames.NORMAL)

    @property
    def ending(self) -> bool:
        """Whether a polling connection is closed, or will be after its last poll. It is False for a WebSocket."""
        return isinstance(self.link, PollingQueue) and (self.closed or self.link.closing)

    def end_session(self) -> None:
        """Closes the connection of an ended session, within SESSION_OVER_SECONDS even if the client does not answer."""
        self.close()
        if isinstance(self.link, PollingQueue):
            self._due = min(self._due, time.monotonic() + SESSION_OVER_SECONDS)
        else:
            self.link.limit(SESSION_OVER_SECONDS)

    def end(self, code: int, reason: str = "") -> None:
        """Sends a close frame with `code` after everything that was queued; a polling client gets one last poll."""
        if not isinstance(self.link, PollingQueue):
            self.link.close(code, reason)
        elif not self.link.closing:
            self.link.closing = True
            self._due, self._awaiting = time.monotonic() + self._engine.ping_timeout, True
            self.link.post(CLOSE)
            self._end_upgrade(code, reason)

    def _end_upgrade(self, code: int, reason: str = "") -> None:
        """Closes the WebSocket of an upgrade that is not complete."""
        probe, self.probe = self.probe, None
        if probe is not None:
            probe.link.close(code, reason)
            probe.link.limit(SESSION_OVER_SECONDS)

    def cut(self, code: int = frames.TRY_LATER) -> None:
        """Closes the connection and drops what was not sent."""
        if isinstance(self.link, PollingQueue):
            self.gone()
        else:
            self.link.cut(code)

    def close_for_newer(self) -> None:
        """Closes the connection because its session or user has opened too many."""
        self.end(frames.POLICY, "Too many connections.")

    def charge(self) -> None:
        """Counts a packet that is not passed to `received`."""
        self._engine.rates.charge(self.session_id, 1)

    def heartbeat(self, now: float, spare: bool) -> None:
        """Sends a ping that is due, and closes the connection when its pong is late. `now` is in monotonic seconds.

        `spare` is True when the host itself was late, so that no connection is closed.
        """
        link = self.link
        if isinstance(link, PollingQueue):
            if link.overflows():
                self.cut()
        else:
            controls, link.controls = link.controls, 0
            if controls:
                self._engine.rates.charge(self.session_id, controls)
            if controls > MAX_CONTROLS:
                self.cut(frames.POLICY)
        if now < self._due or self.closed:
            return
        if self._awaiting and not spare:
            self._reason = self._engine.reason.PING_TIMEOUT
            self.cut(frames.GOING_AWAY)
            return
        if not self._awaiting:
            link.post(PING)
        self._awaiting, self._due = True, now + self._engine.ping_timeout
