"""The program that shows a code: it accepts connections of those who know it.

Everybody on the network can connect. Codes are checked beside each other, each within a few seconds, and whoever has
said nothing for the longest gives way: silent connections do not keep the other computer waiting. Wrong codes do not
end the waiting, or a stranger could end it: a code has 60 random bits, of which nobody finds one by trying. They are
slowed down, because each costs this computer a tenth of a second.
"""

import contextlib
import ipaddress
import logging
import queue
import socket
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator

from chat_desktop import background
from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.moving import channel, codes, messages
from chat_desktop.operations.moving.channel import Channel

MOST_TRIES = 5  # of one address with a wrong code, until its further ones are slowed down
SLOW_SECONDS = 3.0  # until it is greeted then; programs wait five (channel.GREETING_SECONDS)
MOST_ADDRESSES = 1_000  # that are remembered; the one that was wrong the longest ago is forgotten
MOST_GREETED, MOST_OF_ONE = 16, 4  # connections whose code is being checked: of all, and of one address
LOOK_SECONDS = 0.1  # between two looks for a connection whose code was right
_KEPT = 0.2

log = logging.getLogger(__name__)

Link = tuple[Channel, socket.socket, str]


def links(listener: socket.socket, code: str) -> Iterator[Link]:
    """Yields each connection of somebody who knows the code: the channel, its socket, and the other's address.

    Raises OSError when the listener is closed.
    """
    greetings = _Greetings(code)
    listener.settimeout(LOOK_SECONDS)  # so that a listener that another thread has closed is noticed, too
    try:
        while True:
            with contextlib.suppress(TimeoutError):
                connection, address = listener.accept()
                greetings.begin(connection, address[0])
            while (link := greetings.finished()) is not None:
                with link[1]:
                    yield link
    finally:
        greetings.end()


class _Greetings:
    """Connections whose code is being checked, each in a thread of its own."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._lock, self._deriving = threading.Lock(), threading.Lock()
        self._open: list[tuple[str, socket.socket]] = []  # the oldest first
        self._finished: queue.SimpleQueue[Link] = queue.SimpleQueue()
        self._wrong: OrderedDict[str, int] = OrderedDict()  # how often, by address
        self._ended = threading.Event()

    def begin(self, connection: socket.socket, address: str) -> None:
        """Checks a connection. The one that has waited for the longest may have to end for it."""
        with self._lock:
            of_one = [each for each in self._open if each[0] == address]
            if len(of_one) >= MOST_OF_ONE:
                self._give_up(of_one[0])
            elif len(self._open) >= MOST_GREETED:
                self._give_up(self._open[0])
            self._open.append((address, connection))
        try:
            background.start("greeting", self._greet, address, connection)
        except RuntimeError:  # the system creates no thread
            self._forget((address, connection))
            connection.close()

    def finished(self) -> Link | None:
        """Returns a connection of somebody who knows the code, or None."""
        try:
            return self._finished.get_nowait()
        except queue.Empty:
            return None

    def end(self) -> None:
        """Ends all connections that were not taken."""
        self._ended.set()
        with self._lock:
            for each in list(self._open):
                self._give_up(each)
        while (link := self.finished()) is not None:
            link[1].close()

    def _greet(self, address: str, connection: socket.socket) -> None:
        try:
            if self._wrong.get(group_of(address), 0) >= MOST_TRIES:
                self._ended.wait(SLOW_SECONDS)
            link = channel.accept_by(connection, self._secret_of)
        except (BackupFailed, OSError) as problem:
            if isinstance(problem, BackupFailed) and problem.reason == "passphrase":
                self._note_wrong(address)
            connection.close()
        else:
            self._note_finished((link, connection, address))
        finally:
            self._forget((address, connection))

    def _note_finished(self, link: Link) -> None:
        with self._lock:
            if self._ended.is_set():
                link[1].close()  # nobody takes it any more
            else:
                self._finished.put(link)

    def _note_wrong(self, address: str) -> None:
        group = group_of(address)
        with self._lock:
            self._wrong[group] = tries = self._wrong.pop(group, 0) + 1
            if len(self._wrong) > MOST_ADDRESSES:
                self._wrong.popitem(last=False)
        if tries == MOST_TRIES:
            log.warning("From %s came %d wrong codes. Further ones are slowed down", address, tries)

    def _secret_of(self, salt: bytes) -> bytes:
        with self._deriving:  # scrypt takes 32 MB
            return codes.secret_of(self._code, salt)

    def _give_up(self, one: tuple[str, socket.socket]) -> None:
        """Its thread notices that the connection has ended."""
        self._open.remove(one)
        with contextlib.suppress(OSError):
            one[1].shutdown(socket.SHUT_RDWR)

    def _forget(self, one: tuple[str, socket.socket]) -> None:
        with self._lock, contextlib.suppress(ValueError):
            self._open.remove(one)


def group_of(address: str) -> str:
    """Returns the address, or for IPv6 its network: there a computer has as many addresses as it likes."""
    found = ipaddress.ip_address(address.split("%")[0])
    return str(found if found.version == 4 else ipaddress.ip_network((found, 64), strict=False))


def refuse(link: Channel, connection: socket.socket, problem: BackupFailed) -> None:
    """Says why, and lets the other side read it: a connection that is closed with unread data is reset."""
    with contextlib.suppress(OSError):
        messages.say(link, messages.REFUSED, reason=problem.reason, sentence=str(problem), **problem.payload())
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(_KEPT)
        until = time.monotonic() + 5.0
        while time.monotonic() < until and connection.recv(channel.FRAME_BYTES):
            pass
