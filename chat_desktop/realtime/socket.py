"""What Engine.IO calls a socket: one client, over polling first or over a WebSocket at once."""

import logging
import time
from typing import TYPE_CHECKING, Any

import gevent
from engineio import packet
from engineio.exceptions import EngineIOError
from engineio.packet import Packet

from . import frames
from .frames import FrameError
from .handshake import HandshakeError, shake_hands, take_over
from .listener import NOBODY, Listener
from .packets import deliver
from .polling import Mailbox, PollError, read_body
from .tls import TlsWebSocket
from .websocket import TURN, WebSocket

if TYPE_CHECKING:
    from .engine import Engine

PROBE = 10.0  # seconds for an upgrade from polling
SESSION_OVER = 1.0  # seconds for the last words to a client whose session has ended, whether it listens or not
MAX_CONTROLS = 200  # control frames and pongs between two beats: a browser sends one in ten seconds

PING, NOOP, CLOSE = Packet(packet.PING), Packet(packet.NOOP), Packet(packet.CLOSE)

log = logging.getLogger(__name__)


class Socket:
    """Duck-types engineio.socket.Socket for its server's sake, without that one's queue and greenlets."""

    __slots__ = (
        "_awaiting", "_due", "_engine", "_reason", "closed", "connected", "identity", "link", "probe", "session", "sid",
        "upgraded", "upgrading",
    )  # fmt: skip

    def __init__(self, engine: "Engine", sid: str, identity: Any) -> None:
        self.sid, self.identity = sid, identity
        self.link: WebSocket | Mailbox = Mailbox()
        self.probe: Probe | None = None
        self.session: dict[str, Any] | None = None
        self.connected = self.upgrading = self.upgraded = self.closed = False
        self._engine = engine
        self._reason = engine.reason.TRANSPORT_CLOSE
        self._due = time.monotonic() + engine.ping_interval
        self._awaiting = False

    # Opening

    def open(self, sock: Any) -> tuple[()]:
        """The WebSocket at once. Over TLS this is the request's greenlet until the end."""
        link = attach(sock, self._engine, self)
        self.settle(link)
        return _run(link)

    def refuse(self, sock: Any) -> tuple[()]:
        """The session has ended while hands were shaken, which blocks when a client does not read."""
        link = attach(sock, self._engine, NOBODY)
        link.close(frames.NORMAL)
        link.limit(SESSION_OVER)
        self._engine.keep_beating()
        return _run(link)

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
        return _run(self.probe.link)

    def settle(self, link: WebSocket) -> None:
        """From now on over `link`; what waited for a poll goes first."""
        mailbox, self.link = self.link, link
        self.connected, self.upgrading, self.upgraded = True, False, True
        self.probe = None
        if isinstance(mailbox, Mailbox):
            for waiting in mailbox.packets:
                link.post(waiting)
            mailbox.wake()

    # Polling

    def handle_get_request(self, environ: dict[str, Any], start_response: Any) -> Any:
        """The packets of one poll, or what a WSGI application returns when it was an upgrade."""
        upgrade = environ.get("HTTP_UPGRADE", "").lower() == "websocket"
        if self.upgrading or not isinstance(self.link, Mailbox):
            return self._engine._bad_request() if upgrade else [NOOP]
        if upgrade:
            return self.upgrade(environ)
        try:
            packets = self.link.wait(self._engine.ping_interval + self._engine.ping_timeout)
        except PollError as error:
            raise EngineIOError(str(error)) from error
        self._polled_last()
        return packets or [NOOP]

    def _polled_last(self) -> None:
        if isinstance(self.link, Mailbox) and self.link.closing and not self.link.packets:
            self.gone()

    def handle_post_request(self, environ: dict[str, Any]) -> None:
        try:
            for done, text in enumerate(read_body(environ), 1):
                self.received(text)
                if not done % TURN:
                    gevent.sleep(0)
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
            self._take(text)
        except FrameError as error:
            self.end(error.code, str(error))
        except Exception:
            log.exception("a message could not be handled")
            self.end(frames.INTERNAL)

    def _take(self, text: str) -> None:
        kind = text[:1]
        if kind == "4":
            deliver(self._engine.socketio, self.sid, text[1:])
        elif kind == "3":
            self.ponged()
        elif kind == "1":
            self._reason = self._engine.reason.CLIENT_DISCONNECT
            self.end(frames.NORMAL)
        elif kind == "b":
            raise FrameError(frames.UNSUPPORTED, "Only text is spoken here.")
        elif kind not in ("5", "6"):
            raise FrameError(frames.PROTOCOL_ERROR, "This is not a packet.")

    def gone(self) -> None:
        if not self.closed:
            self.closed = True
            self._engine.sockets.pop(self.sid, None)
            self._engine.crowd.leave(self)
            self._end_upgrade(frames.GOING_AWAY)
            if isinstance(self.link, Mailbox):
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
        return isinstance(self.link, Mailbox) and (self.closed or self.link.closing)

    def end_session(self) -> None:
        """The session has ended, so its cookie opens no further poll, and nobody may stay by not answering."""
        self.close()
        if isinstance(self.link, Mailbox):
            self._due = min(self._due, time.monotonic() + SESSION_OVER)
        else:
            self.link.limit(SESSION_OVER)

    def end(self, code: int, reason: str = "") -> None:
        """After everything that was sent, a close frame with `code`; for a poller, one last poll."""
        if not isinstance(self.link, Mailbox):
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
            probe.link.limit(SESSION_OVER)

    def cut(self, code: int = frames.TRY_LATER) -> None:
        """What has not left is dropped."""
        if isinstance(self.link, Mailbox):
            self.gone()
        else:
            self.link.cut(code)

    def crowd_out(self) -> None:
        self.end(frames.POLICY, "Too many connections.")

    def beat(self, now: float, spare: bool) -> None:
        """Once a second or so: a ping that is due, an answer that is late. `spare`: nobody is late this time."""
        link = self.link
        if isinstance(link, Mailbox):
            if link.overflows():
                self.cut()
        else:
            flood, link.controls = link.controls > MAX_CONTROLS, 0
            if flood:
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


class Probe:
    """A WebSocket beside a polling connection, until the client has said that it moves over."""

    def __init__(self, owner: Socket, sock: Any, engine: "Engine") -> None:
        self._owner = owner
        self._expected = "2probe"
        self.link = attach(sock, engine, self)
        self.link.limit(PROBE)

    def received(self, text: str) -> None:
        if self._owner.ending:
            return
        if text != self._expected:
            self.link.close(frames.PROTOCOL_ERROR)
        elif text == "2probe":
            self._expected = "5"
            self.link.write(frames.message_frame("3probe"))
            if isinstance(self._owner.link, Mailbox):
                self._owner.link.wake()  # the client waits for its poll to end
        else:
            self.link.limit(None)
            self.link.listener = self._owner
            self._owner.settle(self.link)

    def gone(self) -> None:
        self._owner.upgrading, self._owner.probe = False, None

    def ponged(self) -> None:
        pass

    def lost(self) -> None:
        pass


def attach(sock: Any, engine: "Engine", listener: Listener) -> WebSocket:
    if hasattr(sock, "do_handshake"):
        return TlsWebSocket(sock, engine.outbox, listener)
    return WebSocket(take_over(sock), engine.outbox, listener)


def _run(link: WebSocket) -> tuple[()]:
    """Nothing for pywsgi to write: the socket is not its own any more."""
    if isinstance(link, TlsWebSocket):
        link.run()
    return ()
