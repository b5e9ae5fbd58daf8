"""Replaces the sockets of python-engineio's server by those of this package, and offers operations on them.

    engine = install(socketio)     after SocketIO(app, async_mode="gevent", async_handlers=False, ...)

The request handling of python-engineio stays in use, including polling and the upgrade. Any Socket.IO manager works.
"""

import json
import time
from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import parse_qs

import engineio
import gevent
from engineio import packet
from engineio.packet import Packet

from chat_desktop.error_guard import guarded
from chat_desktop.errors import BadMethod, ChatError, Invalid, NotSignedIn, RateLimited
from chat_desktop.realtime.transport import reused_greenlets
from chat_desktop.realtime.transport.frames import MAX_IN_BYTES, RESTARTING, TRY_LATER
from chat_desktop.realtime.transport.handshake import HandshakeError, shake_hands
from chat_desktop.realtime.transport.manager import EncodedPacket
from chat_desktop.realtime.transport.outbox import Outbox, join_frames
from chat_desktop.realtime.transport.polling import PollingQueue
from chat_desktop.realtime.transport.rates import Rates
from chat_desktop.realtime.transport.socket import Socket
from chat_desktop.realtime.transport.socket_limits import SocketLimits
from chat_desktop.wire import payloads

PING_INTERVAL_SECONDS = 10.0  # time between two pings of a connection
PING_TIMEOUT_SECONDS = 8.0  # time for the pong
HEARTBEAT_SECONDS = 0.5  # time between two checks of all connections; shorter when the ping interval is short
STOP_STEP_SECONDS = 0.02  # time between two checks whether all connections have closed

# The keys of the WSGI environment that handlers may use after the handshake. The rest is freed with the request.
KEPT = (
    "REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL",
    "REMOTE_ADDR", "wsgi.url_scheme", "flask.app", "HTTP_HOST", "HTTP_ORIGIN", "HTTP_COOKIE", "HTTP_USER_AGENT",
    "chat.identity",
)  # fmt: skip


def install(
    socketio: Any, ping_interval: float = PING_INTERVAL_SECONDS, ping_timeout: float = PING_TIMEOUT_SECONDS
) -> "Engine":
    """Replaces the Engine.IO server of a Flask-SocketIO object by an `Engine`, and returns it.

    It is called on the thread of the hub that will serve it. Intervals are in seconds.
    """
    engine = socketio.server.eio
    # Flask-SocketIO has no option for another Engine.IO server, and the one it created has its handlers already.
    engine.__class__ = Engine
    engine.prepare(socketio.server, ping_interval, ping_timeout)
    return engine  # type: ignore[no-any-return]


class Engine(engineio.Server):  # type: ignore[misc]
    """Engine.IO's server. It runs on the thread of the hub.

    `sid` in the public methods is the id that Socket.IO passes to its handlers.
    """

    sockets: dict[str, Socket]

    def prepare(self, server: Any, ping_interval: float, ping_timeout: float) -> None:
        """Initialises the object, which python-engineio has created. `server` is the python-socketio server."""
        self.ping_interval, self.ping_timeout = ping_interval, ping_timeout
        self.max_http_buffer_size = MAX_IN_BYTES
        self.start_service_task = False  # the heartbeat replaces it
        self.http_compression = False  # polling is rare, and gzip would block the hub
        self.socketio = server
        self.socket_limits = SocketLimits()
        self.rates = Rates(time.monotonic)
        self.outbox = Outbox(gevent.get_hub().loop)
        self.opening: set[Socket] = set()  # sockets whose handshake is not complete
        self.stopping = False
        self._heartbeat_timer: Any = None
        self._last_heartbeat = 0.0

    # Called by this program

    @property
    def count(self) -> int:
        """The number of open connections, including those that poll."""
        return len(self.sockets)

    def cut(self, sid: str, code: int = TRY_LATER) -> None:
        """Closes a connection without Socket.IO's DISCONNECT, so that its page reconnects."""
        found = self.sockets.get(self.socketio.manager.eio_sid_from_sid(sid, "/") or sid)
        if found is not None:
            found.cut(code)

    def transport_of(self, sid: str) -> str | None:
        """Returns the current transport of a connection, "websocket" or "polling", or None when it is closed."""
        found = self.sockets.get(self.socketio.manager.eio_sid_from_sid(sid, "/") or sid)
        if found is None:
            return None
        return "polling" if isinstance(found.link, PollingQueue) else "websocket"

    def end(self, sid: str) -> None:
        """Sends Socket.IO's DISCONNECT and closes the connection, on which the client could send CONNECT again."""
        found = self.sockets.get(self.socketio.manager.eio_sid_from_sid(sid, "/") or sid)
        self.socketio.disconnect(sid)
        if found is not None:
            found.end_session()

    def end_sessions(self, session_ids: Collection[str]) -> None:
        """Closes the remaining connections of ended sessions.

        These are connections without a CONNECT or after a DISCONNECT, and those whose handshake is not complete.
        """
        opening = [found for found in self.opening if found.session_id in session_ids]
        held = [found for session_id in session_ids for found in self.socket_limits.of_session(session_id)]
        for found in [*held, *opening]:
            guarded("Ending a connection", found.end_session)

    def close_all(self, code: int = RESTARTING, timeout: float = 2.0) -> None:
        """Refuses new handshakes and closes every connection with `code`. Blocks the calling greenlet.

        Connections that are not closed within `timeout` seconds are aborted.
        """
        self.stopping = True
        for found in list(self.sockets.values()):
            guarded("Closing a connection", found.end, code)
        deadline = time.monotonic() + timeout
        while (self.sockets or self.outbox.timed) and time.monotonic() < deadline:
            gevent.sleep(STOP_STEP_SECONDS)
        for found in list(self.sockets.values()):
            guarded("Cutting a connection", found.cut, code)
        for sink in list(self.outbox.timed):
            sink.abort()
        reused_greenlets.end_all()

    def reconnect_all(self) -> None:
        """Closes every connection, so that its page connects again at once. New ones are accepted."""
        for found in list(self.sockets.values()):
            guarded("Closing a connection", found.end, RESTARTING)

    # Called by python-engineio, in place of its own methods

    def disconnect(self, sid: str | None = None) -> None:
        """Closes a socket. It removes itself from `sockets` once its client has received the close frame."""
        for found in [self.sockets[sid]] if sid in self.sockets else []:
            found.close()

    def send_packet(self, sid: str, pkt: Packet) -> None:
        """Queues a packet for a socket; does nothing when it is closed."""
        found = self.sockets.get(sid)
        if found is not None:
            found.link.post(pkt)

    def broadcast(self, sids: Iterable[str], packets: list[EncodedPacket]) -> None:
        """Queues several packets for many sockets, in order. Their frames are joined once for all sockets."""
        joined = join_frames([pkt.frame for pkt in packets])
        for sid in sids:
            found = self.sockets.get(sid)
            if found is not None:
                found.link.post_all(packets, joined)

    def handle_request(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Handles a request to /socket.io/ as a WSGI application, after checks of its own."""
        query = parse_qs(environ.get("QUERY_STRING", ""))
        refusal = self._refusal(environ, query)
        if refusal is None:
            return super().handle_request(environ, start_response)
        start_response(refusal["status"], refusal["headers"])
        return [refusal["response"]]

    def _refusal(self, environ: dict[str, Any], query: dict[str, list[str]]) -> dict[str, Any] | None:
        if self.stopping:
            return _answer("503 SERVICE UNAVAILABLE", ChatError("host_stopping"))
        if "j" in query:  # JSONP responses run in the page of any origin
            return self._bad_request("This protocol isn't supported here.")  # type: ignore[no-any-return]
        found = self.sockets.get(query.get("sid", [""])[0])
        if found is not None and found.identity != environ.get("chat.identity"):
            return self._bad_request("There is no such connection.")  # type: ignore[no-any-return]
        return None

    def _handle_connect(
        self, environ: dict[str, Any], start_response: Any, transport: str, jsonp_index: Any = None
    ) -> Any:
        found = Socket(self, self.generate_id(), environ.get("chat.identity"))
        wait = self.rates.count_opening(found.session_id)
        if wait is not None:
            return _answer("429 TOO MANY REQUESTS", RateLimited(wait))
        sock = None
        if transport == "websocket":
            try:
                sock = self._shake_hands(found, environ)
            except HandshakeError:
                return self._bad_request("This is not a WebSocket handshake.")
            if found.ending:
                return found.refuse(sock)
        self._start(found, environ)
        if sock is not None:
            return found.open(sock, self._open_packet(found.sid, transport))
        found.link.post(self._open_packet(found.sid, transport))
        found.connected = True
        return self._ok(found.handle_get_request({}, start_response))

    def _shake_hands(self, found: Socket, environ: dict[str, Any]) -> Any:
        self.opening.add(found)
        try:
            return shake_hands(environ)
        finally:
            self.opening.discard(found)

    def _start(self, found: Socket, environ: dict[str, Any]) -> None:
        self.start_heartbeat()
        self.sockets[found.sid] = found
        self.socket_limits.enter(found)
        self._trigger_event("connect", found.sid, {key: environ[key] for key in KEPT if key in environ})

    def _open_packet(self, sid: str, transport: str) -> Packet:
        return Packet(packet.OPEN, {
            "sid": sid,
            "upgrades": self._upgrades(sid, transport),
            "pingTimeout": int(self.ping_timeout * 1000),
            "pingInterval": int(self.ping_interval * 1000),
            "maxPayload": MAX_IN_BYTES,
        })  # fmt: skip

    def _ok(self, packets: Any = None, headers: Any = None, jsonp_index: Any = None) -> Any:
        answer = super()._ok(packets, headers)
        answer["headers"] += [("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
        return answer

    def _bad_request(self, message: Any = None) -> Any:
        return _answer("400 BAD REQUEST", Invalid("request", "host_doesnt_accept_engine_io"))

    def _unauthorized(self, message: Any = None) -> Any:
        return _answer("401 UNAUTHORIZED", NotSignedIn())

    def _method_not_found(self) -> Any:
        return _answer("405 METHOD NOT ALLOWED", BadMethod())

    def _log_error_once(self, message: str, message_key: str) -> None:
        self.logger.info(message)  # errors of clients are not logged as errors of the host

    # The heartbeat: one timer for all pings, pong timeouts and close timeouts

    def start_heartbeat(self) -> None:
        """Starts the timer unless it runs. It stops by itself when there are no connections."""
        if self._heartbeat_timer is None:
            step = min(HEARTBEAT_SECONDS, self.ping_interval / 10)
            self._last_heartbeat = time.monotonic()
            self._heartbeat_timer = self.outbox.loop.timer(step, step)
            self._heartbeat_timer.start(self._on_heartbeat)

    def _on_heartbeat(self) -> None:
        now = time.monotonic()
        late = now - self._last_heartbeat > self.ping_timeout / 2
        self._last_heartbeat = now
        for found in list(self.sockets.values()):
            # After the host itself has slept, the pongs may have arrived but were not read, so no connection is late.
            guarded("Checking a connection", found.heartbeat, now, late)
        reused_greenlets.end_spare()
        if not late:
            self.outbox.expire(now)
        if not self.sockets and not self.outbox.timed and self._heartbeat_timer is not None:
            self._heartbeat_timer.stop()
            self._heartbeat_timer.close()
            self._heartbeat_timer = None


def _answer(status: str, error: ChatError) -> dict[str, Any]:
    return {
        "status": status,
        "headers": [("Content-Type", "application/json"), ("Cache-Control", "no-store")],
        "response": json.dumps(payloads.error(error)).encode(),
    }
