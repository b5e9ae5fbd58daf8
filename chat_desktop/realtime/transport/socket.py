"""What Engine.IO calls a socket: one client, over polling first or over a WebSocket at once."""

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

SESSION_OVER_SECONDS = 1.0  # for the last words to a client whose session has ended, whether it listens or not
MAX_CONTROLS = 200  # control frames and pongs between two beats: a browser sends one in ten seconds

PING, NOOP, CLOSE = Packet(packet.PING), Packet(packet.NOOP), Packet(packet.CLOSE)

log = logging.getLogger(__name__)


class Socket:
    """Duck-types engineio.socket.Socket for its server's sake, without that one's queue and greenlets."""

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
        self._has_connected = False  # it has said CONNECT

    @property
    def session_id(self) -> str:
        """Whose rate it counts on."""
        return self.identity.session_id if self.identity is not None else self.sid

    # Opening

    def open(self, sock: Any) -> tuple[()]:
        """The WebSocket at once. Over TLS this is the request's greenlet until the end."""
        link = attach(sock, self._engine, self)
        self.switch_to(link)
        return run(link)

    def refuse(self, sock: Any) -> tuple[()]:
        """The session has ended while hands were shaken, which blocks when a client does not read."""
        link = attach(sock, self._engine, NULL_LISTENER)
        link.close(frames.NORMAL)
        link.limit(SESSION_OVER_SECONDS)
        self._engine.start_heartbeat()
        return run(link)

    def upgrade(self, environ: dict[str, Any]) -> Any:
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
        """From now on over `link`; what waited for a poll goes first."""
        queue, self.link = self.link, link
        self.connected, self.upgrading, self.upgraded = True, False, True
        self.probe = None
        if isinstance(queue, PollingQueue):
            for waiting in queue.packets:
                link.post(waiting)
            queue.wake()

    # Polling

    def handle_get_request(self, environ: dict[str, Any], start_response: Any) -> Any:
        """The packets of one poll, or what a WSGI application returns when it was an upgrade."""
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
        """Blocks who polls too often for as long as it takes."""
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
        self._awaiting = False
        self._due = time.monotonic() + self._engine.ping_interval

    def received(self, text: str) -> None:
        """One Engine.IO packet. Whatever is wrong with it ends the connection, and nothing else."""
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
        if not self.closed:
            self.closed = True
            self._engine.sockets.pop(self.sid, None)
            self._engine.socket_limits.leave(self)
            self._end_upgrade(frames.GOING_AWAY)
            if isinstance(self.link, PollingQueue):
                self.link.wake()
                gevent.spawn(self.lost)

    def lost(self) -> None:
        self._engine._trigger_event("disconnect", self.sid, self._reason, run_async=False)

    # The end

    def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:
        """As python-engineio calls it, and for the end of a session: in order after what was sent."""
        self._reason = reason or self._engine.reason.SERVER_DISCONNECT
        self.end(frames.NORMAL)

    @property
    def ending(self) -> bool:
        """It is over, or will be after what still waits for a poll. Of a WebSocket only what came before is handled."""
        return isinstance(self.link, PollingQueue) and (self.closed or self.link.closing)

    def end_session(self) -> None:
        """The session has ended, so its cookie opens no further poll, and nobody may stay by not answering."""
        self.close()
        if isinstance(self.link, PollingQueue):
            self._due = min(self._due, time.monotonic() + SESSION_OVER_SECONDS)
        else:
            self.link.limit(SESSION_OVER_SECONDS)

    def end(self, code: int, reason: str = "") -> None:
        """After everything that was sent, a close frame with `code`; for a poller, one last poll."""
        if not isinstance(self.link, PollingQueue):
            self.link.close(code, reason)
        elif not self.link.closing:
            self.link.closing = True
            self._due, self._awaiting = time.monotonic() + self._engine.ping_timeout, True
            self.link.post(CLOSE)
            self._end_upgrade(code, reason)

    def _end_upgrade(self, code: int, reason: str = "") -> None:
        """Of a polling connection that is moving over: its WebSocket ends with it."""
        probe, self.probe = self.probe, None
        if probe is not None:
            probe.link.close(code, reason)
            probe.link.limit(SESSION_OVER_SECONDS)

    def cut(self, code: int = frames.TRY_LATER) -> None:
        """What has not left is dropped."""
        if isinstance(self.link, PollingQueue):
            self.gone()
        else:
            self.link.cut(code)

    def close_for_newer(self) -> None:
        self.end(frames.POLICY, "Too many connections.")

    def charge(self) -> None:
        """Something has arrived beside what `received` is given."""
        self._engine.rates.charge(self.session_id, 1)

    def heartbeat(self, now: float, spare: bool) -> None:
        """Once a second or so: a ping that is due, an answer that is late. `spare`: nobody is late this time."""
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
