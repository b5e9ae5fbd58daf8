"""The file of one backup: a header that anybody can read, then a compressed archive that is encrypted.

8 bytes   magic
1 byte    version of the format
4 bytes   length of the header, big endian
header    JSON: how the passphrase leads to the key, whose office it is, and when it was made
32 bytes  HMAC of all before, which tells a wrong passphrase from a damaged file
the rest  sealed_stream.py, in it zlib, in it a tar archive (content.py)
"""

import hashlib
import hmac
import json
import secrets
import struct
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from chat_desktop.operations import compression
from chat_desktop.operations.archive_faults import is_no_file
from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.backup.keys import SALT_BYTES, BackupKey, Kdf, derived, key_of
from chat_desktop.operations.backup.sealed_stream import DAMAGED, SealedReader, SealedWriter

MAGIC = b"CHATBKUP"
VERSION = 1
SUFFIX = ".chatbackup"
HEADER_MAX_BYTES = 65_536
MAC_BYTES = 32
BLOCK_BYTES = 1_048_576
# Each piece is copied behind those that wait for a whole block. Small pieces took longer than the compression.
_BLOCKS = {"bufsize": BLOCK_BYTES, "copybufsize": BLOCK_BYTES}
_START = struct.Struct(">8sBI")

NOT_THIS_ONE = "wrong_passphrase"


class Header(NamedTuple):
    """What a backup says without its passphrase. `salt` makes the key of this one backup."""

    kdf: Kdf
    salt: bytes
    office_id: str
    created_at: int  # ms since 1970
    raw: bytes  # as it is in the file, from the magic on


def new_header(key: BackupKey, office_id: str, created_at: int) -> Header:
    """Returns the header of a new backup."""
    kdf, salt = key.kdf, secrets.token_bytes(SALT_BYTES)
    said = {
        "kdf": {"name": "scrypt", "salt": kdf.salt.hex(), "n": kdf.cost, "r": kdf.blocks, "p": kdf.lanes},
        "salt": salt.hex(),
        "office": office_id,
        "created_at": created_at,
    }
    text = json.dumps(said).encode()
    return Header(kdf, salt, office_id, created_at, _START.pack(MAGIC, VERSION, len(text)) + text)


def read_header(file: IO[bytes]) -> Header:
    """Reads the header. Raises BackupFailed when the file is no backup that this version can read, and OSError."""
    start = file.read(_START.size)
    if len(start) < _START.size or not start.startswith(MAGIC):
        raise BackupFailed("damaged", "not_a_backup")
    _, version, length = _START.unpack(start)
    if version != VERSION:
        raise BackupFailed("newer", "backup_newer")
    text = file.read(min(length, HEADER_MAX_BYTES))
    try:
        return _parsed(start + text, json.loads(text))
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        raise BackupFailed("damaged", DAMAGED) from None


def _parsed(raw: bytes, said: dict[str, Any]) -> Header:
    """Raises ValueError, KeyError, TypeError or OverflowError."""
    told = said["kdf"]
    kdf = Kdf(bytes.fromhex(told["salt"]), int(told["n"]), int(told["r"]), int(told["p"]))
    if told["name"] != "scrypt" or not kdf.is_sane():
        raise ValueError
    return Header(kdf, bytes.fromhex(said["salt"]), str(said["office"]), int(said["created_at"]), raw)


def header_of(path: Path) -> Header:
    """Reads the header of a file. Raises BackupFailed, OSError."""
    with opened(path) as file:
        return read_header(file)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Opens the file of a backup. Raises BackupFailed when there is none, and OSError."""
    if path.is_dir():
        raise BackupFailed("not_there", "backup_is_folder", {"folder": str(path)})
    if is_no_file(path):
        raise BackupFailed("damaged", "not_a_backup")
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise BackupFailed("not_there", "backup_not_there", {"file": str(path)}) from None
    with file:
        yield file


@contextmanager
def writing(file: IO[bytes], key: BackupKey, header: Header) -> Iterator[tarfile.TarFile]:
    """Writes a backup to FILE; the archive is complete at the end of the block. Raises OSError."""
    file.write(header.raw + _mac(key.secret, header))
    packed = _PackedWriter(SealedWriter(file, _content_key(key.secret, header), header.raw))
    with tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT, **_BLOCKS) as archive:  # type: ignore[call-overload]
        yield archive
    packed.finish()


@contextmanager
def reading(file: IO[bytes], key: BackupKey) -> Iterator[tarfile.TarFile]:
    """Opens the archive of a backup, to be read from its beginning to its end. Raises BackupFailed, OSError."""
    header = read_header(file)
    if not hmac.compare_digest(file.read(MAC_BYTES), _mac(key.secret, header)):
        raise BackupFailed("passphrase", NOT_THIS_ONE)
    packed = _PackedReader(SealedReader(file, _content_key(key.secret, header), header.raw))
    try:
        with tarfile.open(fileobj=packed, mode="r|", bufsize=BLOCK_BYTES) as archive:  # type: ignore[call-overload]
            yield archive
            packed.drain()
    except (tarfile.TarError, compression.Error, EOFError):
        raise BackupFailed("damaged", DAMAGED) from None


def key_for(path: Path, passphrase: str) -> BackupKey:
    """Returns the key that a passphrase gives for a file. Raises BackupFailed when it is the wrong one, and OSError."""
    with opened(path) as file:
        header = read_header(file)
        key, mac = key_of(passphrase, header.kdf), file.read(MAC_BYTES)
    if not hmac.compare_digest(mac, _mac(key.secret, header)):
        raise BackupFailed("passphrase", NOT_THIS_ONE)
    return key


def _mac(secret: bytes, header: Header) -> bytes:
    return hmac.new(derived(secret, b"backup header", header.salt), header.raw, hashlib.sha256).digest()


def _content_key(secret: bytes, header: Header) -> bytes:
    return derived(secret, b"backup content", header.salt)


class _PackedWriter:
    def __init__(self, sealed: SealedWriter) -> None:
        self._sealed, self._packer = sealed, compression.compressobj(compression.LEVEL)

    def write(self, data: bytes) -> int:
        self._sealed.write(self._packer.compress(data))
        return len(data)

    def finish(self) -> None:
        self._sealed.write(self._packer.flush())
        self._sealed.finish()


class _PackedReader:
    def __init__(self, sealed: SealedReader) -> None:
        self._sealed, self._unpacker = sealed, compression.decompressobj()

    def read(self, size: int) -> bytes:
        """At most SIZE bytes, none at the end."""
        parts, missing = [], size
        while missing and not self._unpacker.eof:
            fed = self._unpacker.unconsumed_tail or self._sealed.chunk()
            part = self._unpacker.decompress(fed, missing)
            if not (fed or part or self._unpacker.eof):
                raise EOFError
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def drain(self) -> None:
        """Reads to the end of the file, so that what follows the archive is authenticated too."""
        while self.read(BLOCK_BYTES) or self._sealed.chunk():
            pass
