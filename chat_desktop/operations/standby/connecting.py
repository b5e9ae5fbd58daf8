"""How a stand-by and its host begin a connection: it says its id, then both prove that they know its secret."""

import hashlib
import hmac
import secrets
import socket
from collections.abc import Callable

from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.moving import channel
from chat_desktop.operations.moving.channel import Channel, read_exactly
from chat_desktop.operations.standby.settings import SECRET_BYTES
from chat_desktop.operations.standby.words import ID_BYTES, PREAMBLE

NOT_KNOWN = "standby_not_known"
NO_ANSWER = "host_gives_no_copies"


def connect(connection: socket.socket, standby_id: str, secret: str) -> Channel:
    """The stand-by's side. Raises BackupFailed (reason `passphrase` when the host does not know it), and OSError."""
    connection.sendall(PREAMBLE + bytes.fromhex(standby_id))
    return connect_named(connection, secret)


def connect_named(connection: socket.socket, secret: str) -> Channel:
    """As `connect`, after the stand-by has said its id."""
    try:
        return channel.connect_by(connection, _by(bytes.fromhex(secret)))
    except BackupFailed as problem:
        key = NOT_KNOWN if problem.reason == "passphrase" else NO_ANSWER
        raise BackupFailed(problem.reason, key) from None


def named(connection: socket.socket) -> str:
    """The host's side: returns the id that a stand-by names. Raises BackupFailed, OSError."""
    if read_exactly(connection, len(PREAMBLE)) != PREAMBLE:
        raise BackupFailed("damaged", channel.CUT)
    return read_exactly(connection, ID_BYTES).hex()


def accept(connection: socket.socket, secret: str | None) -> Channel:
    """The host's side, with the secret of the stand-by, None when there is none. Raises BackupFailed, OSError."""
    known = bytes.fromhex(secret) if secret else secrets.token_bytes(SECRET_BYTES)
    return channel.accept_by(connection, _by(known))


def _by(secret: bytes) -> Callable[[bytes], bytes]:
    """The secret has 256 random bits, so it needs no scrypt, which would make connecting expensive."""
    return lambda salt: hmac.new(secret, b"standby" + salt, hashlib.sha256).digest()
