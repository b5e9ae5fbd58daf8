"""Reads an update: a zip file with manifest.json, its signature manifest.sig, and the program as `payload`."""

import contextlib
import hashlib
import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from chat_desktop.languages.system_words import file_cannot_read
from chat_desktop.operations import archive_faults
from chat_desktop.operations.updates import keys as key_file
from chat_desktop.operations.updates.manifest import Manifest, UpdateRefused, decode
from chat_desktop.start_error import Cause

MANIFEST, SIGNATURE, PAYLOAD = "manifest.json", "manifest.sig", "payload"
MOST_MANIFEST_BYTES = 64 * 1024
SIGNATURE_BYTES = 64
BLOCK_BYTES = 1024 * 1024
MOST_READ_BYTES = 2 * BLOCK_BYTES  # at once
DAMAGED = "update_damaged"
NO_KEYS = "update_no_keys"
NOT_OURS = "update_not_signed"


def read(path: Path, keys: list[Ed25519PublicKey] | None = None) -> Manifest:
    """Returns the description of an update after its signature is verified. Raises UpdateRefused."""
    with _opened(path) as archive:
        return _manifest(archive, key_file.compiled_in() if keys is None else keys)


def signed(path: Path) -> tuple[bytes, bytes]:
    """Returns the description of an update and its signature as they are in the file. Raises UpdateRefused."""
    with _opened(path) as archive:
        return _small(archive, MANIFEST, MOST_MANIFEST_BYTES), _small(archive, SIGNATURE, SIGNATURE_BYTES)


def described(raw: bytes, signature: bytes, keys: list[Ed25519PublicKey] | None = None) -> Manifest:
    """Returns the description RAW after its SIGNATURE is verified. Raises UpdateRefused."""
    trusted = key_file.compiled_in() if keys is None else keys
    if not trusted:
        raise UpdateRefused(NO_KEYS)
    if not key_file.is_signed(raw, signature, trusted):
        raise UpdateRefused(NOT_OURS)
    return decode(raw)


def verify(path: Path, keys: list[Ed25519PublicKey] | None = None) -> Manifest:
    """Returns the description of an update after everything in it is verified. Raises UpdateRefused."""
    with _opened(path) as archive:
        manifest = _manifest(archive, key_file.compiled_in() if keys is None else keys)
        _check_payload(archive, manifest, lambda block: None)
    return manifest


def unpack(path: Path, target: Path, keys: list[Ed25519PublicKey] | None = None) -> Path:
    """Verifies everything again and unpacks the program below `target`. Returns its folder. Raises UpdateRefused.

    The payload is first copied to `target` and verified there, so that nobody can change it afterwards."""
    payload = target / "payload.tar.gz"
    with _opened(path) as archive:
        manifest = _manifest(archive, key_file.compiled_in() if keys is None else keys)
        _copy(archive, manifest, payload)
    try:
        with tarfile.open(payload) as packed:
            packed.extractall(target, filter="data")
    except (tarfile.TarError, EOFError) as problem:
        raise UpdateRefused("update_not_unpacked", {"why": Cause("cause_damaged", str(problem))}) from None
    payload.unlink()
    return target / manifest.folder


def copy_payload(path: Path, target: Path, keys: list[Ed25519PublicKey] | None = None) -> Path:
    """Verifies everything and copies the payload to the file `target`, which is returned. Raises UpdateRefused."""
    with _opened(path) as archive:
        _copy(archive, _manifest(archive, key_file.compiled_in() if keys is None else keys), target)
    return target


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Opens the zip file. Raises UpdateRefused for what zipfile raises about a damaged one."""
    if archive_faults.is_no_file(path):
        raise UpdateRefused("not_an_update")
    try:
        with (
            archive_faults.damage_told(archive_faults.DAMAGED, _damaged),
            _BoundedFile(io.FileIO(path)) as file,
            zipfile.ZipFile(file) as archive,
        ):
            yield archive
    except FileNotFoundError:
        raise UpdateRefused("file_not_there", {"file": str(path)}) from None
    except PermissionError as problem:
        raise file_cannot_read(UpdateRefused, path, problem) from None


class _BoundedFile(io.BufferedReader):
    """Never reads more at once than an update needs: zipfile would read the list of entries into memory whole, however
    long the file says that it is."""

    def read(self, size: int | None = -1, /) -> bytes:
        most = MOST_READ_BYTES + 1
        found = super().read(most if size is None or size < 0 else min(size, most))
        if len(found) == most:
            raise zipfile.BadZipFile("the list of entries is too long")
        return found


def _damaged() -> UpdateRefused:
    return UpdateRefused(DAMAGED)


def _manifest(archive: zipfile.ZipFile, keys: list[Ed25519PublicKey]) -> Manifest:
    if not keys:
        raise UpdateRefused(NO_KEYS)
    if sorted(archive.namelist()) != sorted((MANIFEST, SIGNATURE, PAYLOAD)):
        raise UpdateRefused("not_an_update")
    raw = _small(archive, MANIFEST, MOST_MANIFEST_BYTES)
    return described(raw, _small(archive, SIGNATURE, SIGNATURE_BYTES), keys)


def _small(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as entry:
        found = entry.read(most + 1)
    if len(found) > most:
        raise UpdateRefused(DAMAGED)
    return found


def _copy(archive: zipfile.ZipFile, manifest: Manifest, target: Path) -> None:
    try:
        with target.open("wb") as copy:
            _check_payload(archive, manifest, copy.write)
    except UpdateRefused:
        target.unlink()
        raise


def _check_payload(archive: zipfile.ZipFile, manifest: Manifest, write: Callable[[bytes], object]) -> None:
    """Calls `write` with each block of the payload. Raises UpdateRefused when it is not what was signed."""
    digest, copied = hashlib.sha256(), 0
    with archive.open(PAYLOAD) as payload:
        # At most one block more than was signed, so that a small file cannot fill the disk.
        while copied <= manifest.size and (block := payload.read(BLOCK_BYTES)):
            digest.update(block)
            write(block)
            copied += len(block)
    if copied != manifest.size or digest.hexdigest() != manifest.sha256:
        raise UpdateRefused(DAMAGED)
