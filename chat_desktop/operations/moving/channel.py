"""An encrypted connection between the two computers of a move, authenticated by the code.

    receiver -> sender   "CHATMOVE" 1, a salt of 16 bytes, an X25519 key
    sender -> receiver   an X25519 key, a proof
    receiver -> sender   a proof

Both mix the result of the key exchange (RFC 7748) with scrypt of the code and the salt by HKDF, over all that was sent
(the pattern NNpsk0 of the Noise framework, from `cryptography`'s parts). A proof is an HMAC, so a wrong code, and
somebody in the middle who does not know it, ends the connection before anything of the office is sent; the receiver
limits such tries. What was recorded cannot be read later, even by who learns the code. Then each side sends frames of
AES-256-GCM, whose nonce counts them: none can be changed, repeated, left out or moved.
"""

import contextlib
import hashlib
import hmac
import secrets
import socket
import struct
import time
from collections.abc import Callable, Iterator
from typing import Any

from chat_desktop.languages.system_words import system_words
from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.backup.keys import derived
from chat_desktop.operations.moving import codes

MAGIC = b"CHATMOVE\x01"
SALT_BYTES, KEY_BYTES, PROOF_BYTES = 16, 32, 32
FRAME_BYTES = 65_536
CONNECT_SECONDS = 5.0
SILENT_SECONDS = 30.0
PROOF_SECONDS = 10.0  # by then a program that knows the code has derived its secret, and has said so
GREETING_SECONDS = 5.0  # by then a program that waits for an office has greeted
_LENGTH = struct.Struct(">I")
_NONCE = struct.Struct(">4xQ")

SecretOf = Callable[[bytes], bytes]

NOT_WAITING = "other_does_not_wait"
WRONG_CODE = "code_is_wrong"
CUT = "connection_to_other_lost"


class Channel:
    """Sends and receives frames: a letter that says what it is, and up to 64 kB. Its methods raise OSError."""

    def __init__(self, connection: socket.socket, send_key: bytes, receive_key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._connection = connection
        self._sealer, self._opener = AESGCM(send_key), AESGCM(receive_key)
        self._sent = self._received = 0

    def send(self, kind: bytes, data: bytes = b"") -> None:
        """Sends a frame."""
        sealed = self._sealer.encrypt(_NONCE.pack(self._sent), kind + data, None)
        self._sent += 1
        self._connection.sendall(_LENGTH.pack(len(sealed)) + sealed)

    def receive(self, seconds: float = SILENT_SECONDS) -> tuple[bytes, bytes]:
        """Returns the next frame. Raises BackupFailed when the connection is lost, or a frame was changed."""
        from cryptography.exceptions import InvalidTag

        self._connection.settimeout(seconds)
        (length,) = _LENGTH.unpack(read_exactly(self._connection, _LENGTH.size))
        if length > FRAME_BYTES + 64:
            raise BackupFailed("damaged", CUT)
        sealed = read_exactly(self._connection, length)
        try:
            plain = self._opener.decrypt(_NONCE.pack(self._received), sealed, None)
        except InvalidTag:
            raise BackupFailed("damaged", CUT) from None
        self._received += 1
        return plain[:1], plain[1:]


def accept_by(connection: socket.socket, secret_of: SecretOf) -> Channel:
    """The receiver's side, with what both sides know: SECRET_OF returns 32 bytes for a salt.

    Raises BackupFailed (reason `passphrase`) for a wrong code, and OSError.
    """
    connection.settimeout(PROOF_SECONDS)
    own, salt = _new_key(), secrets.token_bytes(SALT_BYTES)
    begin = MAGIC + salt + _public(own)
    connection.sendall(begin)
    # Both at once: who sends no proof does not make this computer derive the secret.
    answer = read_exactly(connection, KEY_BYTES + PROOF_BYTES, PROOF_SECONDS)
    theirs, proof = answer[:KEY_BYTES], answer[KEY_BYTES:]
    keys = _Keys(begin + theirs, _shared(own, theirs), secret_of(salt))
    if not hmac.compare_digest(proof, keys.sender_proof):
        raise BackupFailed("passphrase", WRONG_CODE)
    connection.sendall(keys.receiver_proof)
    return Channel(connection, keys.to_sender, keys.to_receiver)


@contextlib.contextmanager
def connected(host: str, port: int, code: str) -> Iterator[Channel]:
    """A channel to a computer that waits for the code. Raises BackupFailed, OSError."""
    try:
        connection = socket.create_connection((host, port), CONNECT_SECONDS)
    except OSError as problem:
        raise BackupFailed(
            "not_there", "other_computer_silent", {"place": f"{host}:{port}", "why": system_words(problem)}
        ) from None
    with connection:
        yield connect(connection, code)


def connect(connection: socket.socket, code: str) -> Channel:
    """The sender's side. Raises BackupFailed (reason `passphrase`) for a wrong code, and OSError."""
    return connect_by(connection, lambda salt: codes.secret_of(code, salt))


def connect_by(connection: socket.socket, secret_of: SecretOf) -> Channel:
    """As `connect`, with what both sides know: SECRET_OF returns 32 bytes for a salt. Raises BackupFailed, OSError."""
    connection.settimeout(GREETING_SECONDS)
    try:
        begin = read_exactly(connection, len(MAGIC) + SALT_BYTES + KEY_BYTES)
    except (BackupFailed, TimeoutError):
        raise BackupFailed("failed", NOT_WAITING) from None
    if not begin.startswith(MAGIC):
        raise BackupFailed("failed", NOT_WAITING)
    connection.settimeout(SILENT_SECONDS)
    salt, theirs = begin[len(MAGIC) : len(MAGIC) + SALT_BYTES], begin[-KEY_BYTES:]
    own = _new_key()
    keys = _Keys(begin + _public(own), _shared(own, theirs), secret_of(salt))
    connection.sendall(_public(own) + keys.sender_proof)
    try:
        proof = read_exactly(connection, PROOF_BYTES)
    except BackupFailed:
        raise BackupFailed("passphrase", WRONG_CODE) from None  # the receiver has hung up
    if not hmac.compare_digest(proof, keys.receiver_proof):
        raise BackupFailed("passphrase", WRONG_CODE)
    return Channel(connection, keys.to_receiver, keys.to_sender)


def read_exactly(connection: socket.socket, size: int, seconds: float | None = None) -> bytes:
    """Reads SIZE bytes. Raises BackupFailed when the connection ends before, and OSError.

    With SECONDS all of them have to come within that time. Otherwise only the silence before each part is limited, as
    the connection is set.
    """
    parts = bytearray()
    until = None if seconds is None else time.monotonic() + seconds
    while len(parts) < size:
        if until is not None:
            connection.settimeout(max(0.001, until - time.monotonic()))
        part = connection.recv(min(size - len(parts), FRAME_BYTES))
        if not part:
            raise BackupFailed("failed", CUT)
        parts += part
    return bytes(parts)


class _Keys:
    def __init__(self, transcript: bytes, shared: bytes, code_secret: bytes) -> None:
        secret = derived(shared + code_secret, b"move", hashlib.sha256(transcript).digest())
        self.sender_proof = derived(secret, b"move: sender knows the code")
        self.receiver_proof = derived(secret, b"move: receiver knows the code")
        self.to_receiver = derived(secret, b"move: to the receiver")
        self.to_sender = derived(secret, b"move: to the sender")


def _new_key() -> Any:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.generate()


def _public(key: Any) -> bytes:
    return bytes(key.public_key().public_bytes_raw())


def _shared(key: Any, theirs: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    try:
        return bytes(key.exchange(X25519PublicKey.from_public_bytes(theirs)))
    except ValueError:  # a point of small order, which only an attacker sends
        raise BackupFailed("damaged", CUT) from None
