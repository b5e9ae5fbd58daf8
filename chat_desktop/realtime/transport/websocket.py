"""Implements a WebSocket that needs no greenlet and no buffer of its own while it is idle.

    readable -> Reader -> inbox -> a greenlet for as long as there are messages -> received(text)
    post(packet) -> frames -> Outbox, at the end of the loop's turn -> one send()

It avoids the reading thread of simple-websocket, its queue and its unlimited `sock.send`. A blocked greenlet takes 5 to
9 kB, and python-engineio needs four of them for a connection.
"""

import contextlib
import logging
import socket
import struct
import time
from typing import Any

from chat_desktop import fair_share
from chat_desktop.realtime.transport import frames, reused_greenlets
from chat_desktop.realtime.transport.frames import FrameError, Reader
from chat_desktop.realtime.transport.listener import NULL_LISTENER, Listener
from chat_desktop.realtime.transport.outbox import Backlog, Outbox

RECEIVE_BYTES = 16_384  # bytes that are read from one connection in one iteration of the loop
MAX_INBOX, MAX_INBOX_BYTES = 256, 262_144  # messages and bytes that may wait before reading is paused
MESSAGES_A_TURN = 16  # messages of one connection that are handled before the others get their turn
LINGER_SECONDS = 3.0  # time for the last bytes and for the peer's close frame
PONG_PACKET = "3"  # Engine.IO's pong is a text message

log = logging.getLogger(__name__)


class WebSocket:
    """A connection after the handshake. Methods run on the hub and never block unless they say otherwise."""

    __slots__ = (
        "_backlog", "_busy", "_closing", "_done", "_ended", "_inbox", "_inbox_bytes", "_outbox", "_paused", "_reader",
        "_sock", "_watcher", "_writable", "controls", "deadline", "frames", "listener",
    )  # fmt: skip

    def __init__(self, sock: Any, outbox: Outbox, listener: Listener) -> None:
        self.frames: list[bytes] = []
        self.controls = 0  # control frames and pongs since the last heartbeat
        self.deadline = 0.0  # in monotonic seconds; used while `limit` is set
        self.listener = listener
        self._sock, self._outbox = sock, outbox
        self._reader: Reader | None = Reader()
        self._backlog: Backlog | None = None
        self._inbox: list[str] = []
        self._inbox_bytes = 0
        self._busy = self._paused = False
        self._closing = self._done = self._ended = False  # our close frame is queued; both are; `gone` was called
        self._watcher: Any = None
        self._writable: Any = None
        self._listen()

    def _listen(self) -> None:
        self._watcher = self._outbox.loop.io(self._sock.fileno(), 1)
        self._watcher.start(self._readable)

    # Out

    def post(self, packet: Any) -> None:
        """Queues a packet. Its frame is kept on it, because all recipients of a broadcast get the same object."""
        try:
            frame = packet.frame
        except AttributeError:
            frame = packet.frame = frames.message_frame(packet.encode())
        if not self.frames:
            self._outbox.mark(self)
        self.frames.append(frame)

    def post_all(self, packets: list[Any], joined: list[bytes]) -> None:
        """Queues `joined`, the frames of `packets`, which are shared by all recipients."""
        if not self.frames:
            self._outbox.mark(self)
        self.frames += joined

    def write(self, frame: bytes) -> None:
        if not self.frames:
            self._outbox.mark(self)
        self.frames.append(frame)

    def transmit(self, data: bytes, largest: int) -> None:
        """Sends `data`. The outbox calls it once an iteration of the loop. `largest` is described in `Backlog.add`."""
        if self._backlog is not None:
            self._hold(data, largest)
            return
        try:
            sent = self._sock.send(data)
        except (BlockingIOError, InterruptedError):
            sent = 0
        except OSError:
            self.abort()
            return
        if sent < len(data):
            self._hold(data, largest)
            if sent:
                self._took(sent)
        elif self._closing:
            self._sent_last()

    def _hold(self, data: bytes, largest: int) -> None:
        if self._backlog is None:
            self._backlog = Backlog()
            self._await_room()
        if not self._backlog.add(data, largest):
            self.cut()

    def _took(self, sent: int) -> None:
        if self._backlog is not None:
            self._backlog.took(sent)

    def _await_room(self) -> None:
        self._writable = self._outbox.loop.io(self._sock.fileno(), 2)
        self._writable.start(self._drain)

    def _drain(self) -> None:
        backlog = self._backlog
        if backlog is None:
            return
        try:
            if backlog.size:
                backlog.took(self._sock.send(backlog.head()))
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            self.abort()
            return
        if not backlog.size:
            self._drained()

    def _drained(self) -> None:
        self._backlog = None
        _stop(self._writable)
        self._writable = None
        if self._closing:
            self._sent_last()

    # In

    def _readable(self) -> None:
        try:
            data = self._sock.recv(RECEIVE_BYTES)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if data:
            self.take(data)
        else:
            self._shut()

    def take(self, data: bytes) -> None:
        """Handles bytes from the peer. After an error they are dropped, but still read: closing a socket with unread
        bytes resets the connection, and the close frame would be lost."""
        if self._reader is None:
            return
        try:
            for opcode, payload in self._reader.feed(data):
                if opcode == frames.TEXT:
                    self._took_text(str(payload))
                else:
                    self._took_control(opcode, payload)
        except FrameError as error:
            self._reader = None
            self.close(error.code, str(error))
        if len(self._inbox) > MAX_INBOX or self._inbox_bytes > MAX_INBOX_BYTES:
            self._pause()

    def _took_text(self, text: str) -> None:
        if text == PONG_PACKET:
            self.controls += 1
            self.listener.ponged()
        elif not self._closing:
            self._inbox.append(text)
            self._inbox_bytes += text.__sizeof__()
            self._wake()

    def _took_control(self, opcode: int, payload: Any) -> None:
        self.controls += 1
        if opcode == frames.PING and not self._closing:
            self.write(frames.frame(frames.PONG, payload))
        elif opcode == frames.CLOSE:
            self._took_close(payload)

    def _took_close(self, payload: bytes) -> None:
        frames.close_code(payload)
        self._reader, self._done = None, True
        if self._closing:
            self._shut()
        else:
            self._say_close(frames.frame(frames.CLOSE, payload[:2]))

    def _pause(self) -> None:
        if not self._paused and self._watcher is not None:
            self._paused = True
            self._watcher.stop()

    def _wake(self) -> None:
        if not self._busy:
            self._busy = True
            reused_greenlets.run(self._work)

    def _work(self) -> None:
        """Handles the inbox in a greenlet, which ends when it is empty."""
        while self._inbox:
            batch, self._inbox, self._inbox_bytes = self._inbox, [], 0
            for done, text in enumerate(batch, 1):
                self._handle(text)
                if not done % MESSAGES_A_TURN:
                    fair_share.wait(self)
        self._busy = False
        if self._paused and self._watcher is not None:
            self._paused = False
            self._watcher.start(self._readable)
        if self._ended:
            listener, self.listener = self.listener, NULL_LISTENER
            listener.lost()

    def _handle(self, text: str) -> None:
        try:
            self.listener.received(text)
        except Exception:
            log.exception("a message could not be handled")
            self.close(frames.INTERNAL)

    # The end

    def close(self, code: int, reason: str = "") -> None:
        """Sends what is queued, then a close frame. The peer has LINGER_SECONDS to answer it."""
        if not self._closing:
            self._say_close(frames.close_frame(code, reason))

    def cut(self, code: int = frames.TRY_LATER) -> None:
        """Drops what was not sent, so that the close frame gets through, and ignores all further bytes of the peer."""
        if self._backlog is not None and not self._closing:
            self._backlog.keep_only_started()
            self.frames = []
        self._reader = None
        self.close(code)

    def limit(self, seconds: float | None) -> None:
        """Aborts the connection after `seconds`; None removes the limit."""
        if seconds is None:
            self._outbox.timed.discard(self)
        else:
            self.deadline = time.monotonic() + seconds
            self._outbox.timed.add(self)

    def abort(self) -> None:
        """Closes the connection at once and discards what the kernel holds for the peer."""
        with contextlib.suppress(OSError):  # the socket is closed already
            self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._shut()

    def _sent_last(self) -> None:
        """Is called when our close frame was sent. Shuts the sending side down if the peer's frame is not read."""
        if self._done:
            self._shut()
        elif self._reader is None:
            with contextlib.suppress(OSError):
                self._half_close()

    def _say_close(self, frame: bytes) -> None:
        self._closing = True
        self.limit(LINGER_SECONDS)
        self.write(frame)
        self._end()

    def _shut(self) -> None:
        _stop(self._watcher)
        _stop(self._writable)
        self._watcher = self._writable = None
        self._outbox.timed.discard(self)
        self._backlog = self._reader = None
        self.frames = []
        self._closing = True
        self._close_socket()
        self._end()

    def _half_close(self) -> None:
        self._sock.shutdown(socket.SHUT_WR)

    def _close_socket(self) -> None:
        self._sock.close()

    def _end(self) -> None:
        if not self._ended:
            self._ended = True
            self.listener.gone()
            self._wake()


def _stop(watcher: Any) -> None:
    if watcher is not None:
        watcher.stop()
        watcher.close()
