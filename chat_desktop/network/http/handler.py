"""Handles one HTTP connection of pywsgi and limits the time and the memory that a client can use."""

import contextlib
import logging
import socket
from typing import Any
from urllib.parse import unquote_to_bytes

import gevent
from gevent.pywsgi import WSGIHandler

from chat_desktop import fair_share
from chat_desktop.errors import ChatError, Internal, Invalid, RateLimited, TooLarge
from chat_desktop.network.http import descriptors, file_bodies
from chat_desktop.network.http.connection_limits import PROVISIONAL_SECONDS, Slot, too_many
from chat_desktop.network.http.error_response import raw_response, render
from chat_desktop.network.http.request_body import MAX_BODY_BYTES, Body, ClientTimeoutError
from chat_desktop.network.http.request_head import Head, NoRequestError, read_head
from chat_desktop.network.tls.detect import HandshakeError, OtherProtocolError, accept_tls, is_loopback

HEAD_SECONDS = 5.0  # for the whole head of a request, counted from its first byte or from the start of the connection
IDLE_SECONDS = 15.0  # between two requests
WRITE_SECONDS = 15.0  # for one piece of a response; a client that reads more slowly is disconnected
WRITE_BYTES = 65_536  # the size of one piece, so that a phone on slow Wi-Fi has enough time for a large response
LINGER_SECONDS = 2.0  # for a client to read why the rest of its body is refused
# The kernel buffers at most so many unsent bytes. Without this limit it buffers 4 MB for each connection that reads
# nothing, and a few hundred such connections use up the kernel's memory for sockets.
UNSENT_BYTES = 131_072

log = logging.getLogger(__name__)


class Handler(WSGIHandler):  # type: ignore[misc]
    """Reads the requests of one connection and sends their responses.

    `server` is a Server (server.py), of which it uses `connections`, `files_allowed`, `body_limit`, `stopping`, `tls`,
    `lanes`, `small_files` and `places`."""

    socket: Any
    rfile: Any
    wsgi_input: Any
    slot: Slot
    _scheme = "http"
    _loopback = False
    _first_head_seconds: float | None = None  # the seconds that remain for the first head after the first byte
    _served = False
    _cut = False  # the client has closed the connection or was disconnected
    collected: bytearray | None = None  # what is to be sent by one call of the system

    def handle(self) -> None:
        """Handles the connection until it ends."""
        address = self.client_address[0] if isinstance(self.client_address, tuple) else ""
        sock = self.socket
        try:
            if descriptors.is_over_limit(sock.fileno(), self.server.files_allowed):
                raise too_many()
            self.slot = self.server.connections.add(address, self.shut_down_socket)
        except RateLimited as error:
            self._send_error(error)
            self.rfile.close()
            return
        sock.settimeout(WRITE_SECONDS)
        # pywsgi sends head and body separately, and Nagle's algorithm would delay the body by 40 ms.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if hasattr(socket, "TCP_NOTSENT_LOWAT"):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT_BYTES)
        self.slot.set_waiting(True)
        try:
            self._open()
            super().handle()
        except HandshakeError:
            if self.slot.is_provisional:
                self._send_error(too_many())
            self.rfile.close()
        except OtherProtocolError:
            self.server.connections.remove(self.slot)
            self._hand_over(address)
        finally:
            self.server.connections.remove(self.slot)

    def _hand_over(self, address: str) -> None:
        """Gives the connection to what takes stand-bys, as a socket of its own, and waits for its end."""
        sock = self.socket
        own = socket.fromfd(sock.fileno(), sock.family, socket.SOCK_STREAM)
        self.rfile.close()
        self.server.application.standbys.take(own, address)

    def _open(self) -> None:
        """Detects TLS and performs its handshake. Raises HandshakeError when that fails, and OtherProtocolError."""
        self._loopback = is_loopback(self.socket)
        context, standbys = self.server.tls(), getattr(self.server.application, "standbys", None)
        takes_other = standbys is not None and standbys.is_wanted
        if context is None and not takes_other:
            return
        fair_share.wait(self.slot.account)
        plain = self.socket
        self.socket, self._first_head_seconds = accept_tls(
            plain, context, PROVISIONAL_SECONDS if self.slot.is_provisional else HEAD_SECONDS, takes_other
        )
        if self.socket is not plain:
            self._scheme = "https"
            self.rfile = self.socket.makefile("rb", -1)

    def handle_one_request(self) -> bool | None:
        """Reads and answers one request. Returns True when another request may follow, else None."""
        try:
            head = self._read_head()
            fair_share.wait(self.slot.account)
            self._accept(head)
        except ChatError as error:
            self._send_error(error)
            self._linger()
            return None
        except (NoRequestError, ClientTimeoutError, OSError):
            return None
        self._served = True
        self.environ = self.get_environ()
        self.application = self.server.application
        self.slot.busy = True
        self.handle_one_response()
        self.slot.busy = False
        if self.wsgi_input.broken and not self._cut and not file_bodies.drain(self):
            self._linger()
        done = self._cut or self.close_connection or self._is_last_response()
        done = done or self.socket.fileno() < 0
        return None if done or self.wsgi_input.broken else True

    def get_environ(self) -> dict[str, Any]:
        """Returns the WSGI environment of the current request."""
        head: Head = self.headers
        environ: dict[str, Any] = self.server.get_environ()
        path, _, query = head.target.partition("?")
        environ.update(
            REQUEST_METHOD=head.method,
            PATH_INFO=unquote_to_bytes(path).decode("latin-1"),
            QUERY_STRING=query,
            SERVER_PROTOCOL=self.request_version,
        )
        if isinstance(self.client_address, tuple):
            environ["REMOTE_ADDR"], environ["REMOTE_PORT"] = self.client_address[0], str(self.client_address[1])
        for name, value in head.headers.items():
            key = name.upper().replace("-", "_")
            environ[key if name in ("content-type", "content-length") else f"HTTP_{key}"] = value
        environ["wsgi.url_scheme"] = self._scheme
        environ["network.loopback"] = self._loopback
        environ["network.slot"] = self.slot
        environ["network.local_address"] = self._local_address
        environ["network.upgraded"] = self._upgraded
        environ["network.is_gone"] = self._is_gone
        file_bodies.add_receiver(self, environ)
        environ["wsgi.input"] = self.rfile if head.upgrades() else self.wsgi_input
        environ["wsgi.input_terminated"] = not head.upgrades()
        return environ

    def _local_address(self) -> str:
        """Returns the local address of this connection. It is computed on demand, because few requests need it."""
        return str(self.socket.getsockname()[0]).removeprefix("::ffff:")

    def _is_gone(self) -> bool:
        """Returns whether the client has closed the connection while its request is answered."""
        try:
            unread = self.socket._sock.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except (OSError, AttributeError):
            return True
        # Browsers send nothing before they have the answer, so over TLS this is the message that closes it.
        return not unread or self._scheme == "https"

    def _upgraded(self) -> None:
        """Notes that this connection has become a WebSocket, which does not count as an HTTP connection."""
        self.server.connections.remove(self.slot)

    # Reading

    def _read_head(self) -> Head:
        if self._served:
            self._await_next()
        self.slot.set_waiting(True)
        timeout, self._first_head_seconds = self._first_head_seconds, None
        if timeout is None:
            timeout = PROVISIONAL_SECONDS if self.slot.is_provisional else HEAD_SECONDS
        try:
            with gevent.Timeout(timeout, ClientTimeoutError):
                return read_head(self.rfile)
        except ClientTimeoutError:
            if self.slot.is_provisional:
                raise too_many() from None
            raise
        finally:
            self.slot.set_waiting(False)

    def _await_next(self) -> None:
        self.slot.set_idle(True)
        try:
            with gevent.Timeout(IDLE_SECONDS, ClientTimeoutError):
                if not self.rfile.peek(1):
                    raise NoRequestError
        finally:
            self.slot.set_idle(False)

    def _accept(self, head: Head) -> None:
        """Makes `head` the current request. Raises Invalid or TooLarge for a body that is not accepted."""
        length = head.length()
        if length and (head.upgrades() or head.method in ("GET", "HEAD")):
            raise Invalid("body", "request_kind_cant_body")
        limit = self.server.body_limit(head.method, head.target)
        if length and length > limit:
            raise TooLarge
        self.headers, self.command, self.path = head, head.method, head.target
        self.request_version = f"HTTP/1.{head.minor}"
        self.requestline = ""
        self.content_length = length
        self.close_connection = not head.keeps_alive()
        waits = head.headers.get("expect", "").lower() == "100-continue" and head.minor == 1
        self.wsgi_input = Body(self.rfile, length, self.socket if waits else None, limit > MAX_BODY_BYTES)

    def shut_down_socket(self) -> None:
        """Ends the connection from any greenlet; the one that handles it notices."""
        # `close` would wait for the file object that reads the socket, and the `shutdown` of gevent's TLS socket would
        # remove TLS while another greenlet reads.
        with contextlib.suppress(OSError, AttributeError):
            self.socket._sock.shutdown(socket.SHUT_RDWR)

    def _linger(self) -> None:
        """Reads the rest before closing. Closing with unread bytes would reset the connection and lose the error."""
        with contextlib.suppress(OSError, ClientTimeoutError), gevent.Timeout(LINGER_SECONDS, ClientTimeoutError):
            self.socket._sock.shutdown(socket.SHUT_WR)
            while self.socket.recv(65_536):
                fair_share.wait(self.slot.account)

    # Answering

    def process_result(self) -> None:
        """Sends the response: a file or a stream in a lane, everything else as pywsgi does."""
        if not file_bodies.send(self):
            super().process_result()

    def finalize_headers(self) -> None:
        """Adds `Connection: close` to the last response of the connection."""
        if self._needs_close_header():
            self.response_headers.append((b"Connection", b"close"))
        super().finalize_headers()

    def _needs_close_header(self) -> bool:
        named = any(name.lower() == b"connection" for name, _ in self.response_headers)
        return not named and (self.close_connection or self._is_last_response() or self.wsgi_input.ends_connection)

    def _is_last_response(self) -> bool:
        return self.slot.closes_after_response or self.slot.is_provisional or self.server.stopping

    def cut_short(self) -> None:
        """Ends the connection in the middle of a response, so that the client does not take it for the whole."""
        self._cut = True
        self.shut_down_socket()

    def _sendall(self, data: bytes | bytearray) -> None:
        if self.collected is not None:
            self.collected += data
            return
        if self.slot.closes_after_response:
            self.socket.settimeout(LINGER_SECONDS)  # do not wait long for a client that was refused
        rest = memoryview(data)
        try:
            while rest:
                self.slot.set_waiting(True)  # restarts the waiting time with each piece
                super()._sendall(rest[:WRITE_BYTES])
                rest = rest[WRITE_BYTES:]
        except OSError:
            self._cut = True
            raise
        finally:
            self.slot.set_waiting(False)

    def _send_error(self, error: ChatError) -> None:
        with contextlib.suppress(OSError):
            self.socket.sendall(raw_response(error))

    def handle_error(self, kind: Any, error: Any, trace: Any) -> None:
        """Logs an exception of the application and answers with a general error, never with a traceback.

        The end of the connection or of the host is not an error."""
        self.close_connection = True
        if self._cut or issubclass(kind, gevent.GreenletExit):
            return
        log.error("a request failed", exc_info=(kind, error, trace))
        if not self.headers_sent:
            status, headers, body = render(Internal())
            with contextlib.suppress(OSError):
                self.start_response(status, [*headers, ("Connection", "close")])
                self.write(body)

    def log_request(self) -> None:
        """Writes no access log, because it would contain who reads what."""

    def log_error(self, msg: str, *args: Any) -> None:
        """Writes a message of pywsgi to the debug log."""
        log.debug(msg, *args)
