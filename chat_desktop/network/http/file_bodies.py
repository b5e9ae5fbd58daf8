"""Connects the handler of a connection with the lanes: sends files and streams, and receives large bodies."""

import contextlib
import logging
import socket
import ssl
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from chat_desktop.errors import ChatError, Internal, RateLimited
from chat_desktop.file_transfer import BODY, ByteStream, FileRange
from chat_desktop.network.http.error_response import render
from chat_desktop.network.transfers.places import Place
from chat_desktop.network.transfers.receiving import Receiver
from chat_desktop.network.transfers.sending import FileSource, Sending, TransferCutError, source_of

if TYPE_CHECKING:
    from chat_desktop.network.http.handler import Handler

SMALL_BYTES = 262_144  # a range of this size is read at once and sent as an ordinary response: thumbnails, probes
# The kernel may buffer so many unsent bytes of a transfer. With the few of other responses (handler.py) it would wake
# the greenlet for every 64 kB.
UNSENT_BYTES = 2 << 20
LINGER_SECONDS = 20.0  # for a person's page to finish sending a chunk that is refused, and then read why

log = logging.getLogger(__name__)


def add_receiver(handler: "Handler", environ: dict[str, Any]) -> None:
    """Adds the receiver of the current request's body to its environment, if the body may be large."""
    if handler.wsgi_input.is_large:
        environ[BODY] = Receiver(
            handler.socket,
            handler.wsgi_input,
            handler.content_length or 0,
            handler.server.lanes,
            handler.server.places,
            lambda: handler.slot.account,
            handler.shut_down_socket,
            lambda: _free_permit(environ),
        )


def drain(handler: "Handler") -> bool:
    """Drops the rest of a large body of a signed-in person, and returns whether the body was one.

    Closing with unread bytes would reset the connection, and the page would not learn why."""
    if handler.slot.person is None or BODY not in handler.environ:
        return False
    with contextlib.suppress(OSError, AttributeError):
        handler.socket._sock.shutdown(socket.SHUT_WR)
        handler.environ[BODY].drain(LINGER_SECONDS)
    return True


def send(handler: "Handler") -> bool:
    """Sends the response of the application if it is a file or a stream, and returns whether it is one."""
    result = handler.result
    wanted = result if isinstance(result, FileRange | ByteStream) else getattr(result, "transfer", None)
    if wanted is None:
        return False
    try:
        if isinstance(wanted, FileRange) and wanted.stop - wanted.start <= SMALL_BYTES:
            _send_small(handler, wanted)
        else:
            _free_permit(handler.environ)
            with handler.server.places.hold(handler.slot.account, handler.shut_down_socket) as place:
                _send_large(handler, wanted, place)
    except ChatError as error:
        _refuse(handler, error)
    return True


def _free_permit(environ: dict[str, Any]) -> None:
    environ.get("network.free_permit", lambda: None)()


def _send_small(handler: "Handler", wanted: FileRange) -> None:
    try:
        data = handler.server.small_files.read(
            wanted, lambda: handler.server.lanes.run(handler.slot.account, FileSource(wanted).read)
        )
    except OSError:
        log.exception("A file cannot be read")
        raise Internal from None
    getattr(handler.result, "hold", lambda size: None)(len(data))
    handler.collected = bytearray()
    try:
        handler.write(data)  # the head, and the body
    finally:
        collected, handler.collected = handler.collected, None
    handler._sendall(collected)


def _send_large(handler: "Handler", wanted: FileRange | ByteStream, place: Place) -> None:
    is_chunked = _needs_chunks(handler, wanted)
    source = source_of(wanted, is_chunked)
    sending = Sending(handler.socket, handler.server.lanes, handler.slot.account, source, wanted.is_allowed)
    try:
        _open(sending)
        handler.write(b"")  # the head
        with _more_unsent(handler.socket):
            sending.run(handler.server.places, place)
    except (TransferCutError, ConnectionError, TimeoutError, ssl.SSLError):
        handler.cut_short()
    except Exception:
        if not handler.headers_sent:
            raise
        log.exception("A file could not be sent to its end")
        handler.cut_short()
    finally:
        sending.close()


def _open(sending: Sending) -> None:
    try:
        sending.open()
    except OSError:
        log.exception("A file cannot be opened")
        raise Internal from None


def _needs_chunks(handler: "Handler", wanted: FileRange | ByteStream) -> bool:
    """Returns whether the body is sent in chunks. A stream without them ends with the connection."""
    if isinstance(wanted, FileRange):
        return False
    is_chunked = handler.provided_content_length is None and handler.request_version != "HTTP/1.0"
    if not is_chunked:
        handler.close_connection = True
    return is_chunked


def _refuse(handler: "Handler", error: ChatError) -> None:
    """Answers with ERROR in place of the response whose head has not been sent yet."""
    if handler.headers_sent:
        handler.cut_short()
        return
    status, headers, body = render(error)
    if isinstance(error, RateLimited):
        headers.append(("Retry-After", str(int(float(str(error.details["retry_after"]))) or 1)))
    handler.start_response(status, headers)
    handler.write(body)


@contextlib.contextmanager
def _more_unsent(sock: Any) -> Iterator[None]:
    option = getattr(socket, "TCP_NOTSENT_LOWAT", None)
    if option is None:
        yield
        return
    before = sock._sock.getsockopt(socket.IPPROTO_TCP, option)
    sock._sock.setsockopt(socket.IPPROTO_TCP, option, UNSENT_BYTES)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            sock._sock.setsockopt(socket.IPPROTO_TCP, option, before)
