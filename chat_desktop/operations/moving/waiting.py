"""The program that shows a code: it accepts connections of those who know it."""

import contextlib
import socket
import time
from collections.abc import Iterator

from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.moving import channel, messages
from chat_desktop.operations.moving.channel import Channel

MOST_TRIES = 5  # with a wrong code
_KEPT = 0.2


def links(listener: socket.socket, code: str) -> Iterator[tuple[Channel, socket.socket, str]]:
    """Yields each connection of somebody who knows the code: the channel, its socket, and the other's address.

    Raises BackupFailed after too many wrong codes, and OSError when the listener is closed.
    """
    tries = 0
    while True:
        try:
            connection, address = listener.accept()
        except TimeoutError:
            continue  # so that a listener that another thread has closed is noticed
        with connection:
            try:
                link = channel.accept(connection, code)
            except BackupFailed as problem:
                tries += problem.reason == "passphrase"
                if tries >= MOST_TRIES:
                    raise BackupFailed("passphrase", "wrong_codes_tried") from None
                continue
            except OSError:
                continue
            yield link, connection, address[0]


def refuse(link: Channel, connection: socket.socket, problem: BackupFailed) -> None:
    """Says why, and lets the other side read it: a connection that is closed with unread data is reset."""
    with contextlib.suppress(OSError):
        messages.say(link, messages.REFUSED, reason=problem.reason, sentence=str(problem), **problem.payload())
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(_KEPT)
        until = time.monotonic() + 5.0
        while time.monotonic() < until and connection.recv(channel.FRAME_BYTES):
            pass
