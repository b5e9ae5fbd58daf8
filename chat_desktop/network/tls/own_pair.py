"""Reads and checks an own certificate and its key, two PEM files issued by another authority."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from chat_desktop.errors import StartError
from chat_desktop.languages.system_words import file_cannot_read, system_words

if TYPE_CHECKING:
    from cryptography import x509


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate and its key. `names` may contain wildcards such as `*.example.com`; `until` is the expiry in UTC.

    `fingerprint` is a SHA-256 digest. `stamp` changes when one of the files changes."""

    certificate: Path
    key: Path
    names: tuple[str, ...]
    fingerprint: bytes
    until: datetime
    stamp: tuple[int, int]


def read_optional(certificate: Path | None, key: Path | None, now: datetime) -> Pair | None:
    """Returns the pair at these paths, or None without paths.

    Raises StartError when only one path is given, or as `read` does."""
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        raise StartError("give_both_files")
    return read(certificate, key, now)


def read(certificate: Path, key: Path, now: datetime) -> Pair:
    """Reads and checks a pair.

    Raises StartError when a file cannot be read or is not PEM, when the key needs a passphrase or does not match, and
    when the certificate is not valid now."""
    from cryptography.hazmat.primitives.hashes import SHA256

    stamp = certificate_stamp(certificate, key)
    found = _certificate(certificate)
    _check_key(key, found)
    _check_time(certificate, found, now)
    check_loads(certificate, key)
    return Pair(certificate, key, _names(found), found.fingerprint(SHA256()), found.not_valid_after_utc, stamp)


def certificate_stamp(certificate: Path, key: Path) -> tuple[int, int]:
    """Returns the modification times of both files in nanoseconds. Raises StartError when one cannot be read."""
    _content(certificate), _content(key)
    return certificate.stat().st_mtime_ns, key.stat().st_mtime_ns


def check_loads(certificate: Path, key: Path) -> None:
    """Loads both files into a TLS context. Raises StartError when OpenSSL rejects them."""
    try:
        # Without a password function OpenSSL would ask for the passphrase on the terminal and wait for ever.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password=lambda: b"")
    except (ssl.SSLError, OSError, ValueError) as problem:
        why = system_words(problem)
        raise StartError("certificate_unusable", {"file": certificate, "key": key, "why": why}) from None


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise file_cannot_read(StartError, file, problem) from None


def _certificate(file: Path) -> "x509.Certificate":
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificates(_content(file))[0]
    except (ValueError, IndexError):
        raise StartError("no_certificate_in", {"file": file}) from None


def _check_key(file: Path, certificate: "x509.Certificate") -> None:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(_content(file), None)
    except TypeError:
        raise StartError("key_needs_passphrase", {"file": file}) from None
    except ValueError:
        raise StartError("no_key_in", {"file": file}) from None
    if key.public_key() != certificate.public_key():
        raise StartError("key_does_not_match", {"file": file})


def _check_time(file: Path, certificate: "x509.Certificate", now: datetime) -> None:
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now > last:
        raise StartError("own_certificate_expired", {"file": file, "date": last.date()})
    if now < first:
        raise StartError("own_certificate_early", {"file": file, "date": first.date()})


def _names(certificate: "x509.Certificate") -> tuple[str, ...]:
    from cryptography import x509

    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    texts = [*found.get_values_for_type(x509.DNSName), *map(str, found.get_values_for_type(x509.IPAddress))]
    return tuple(text.lower() for text in texts)


def utc_now() -> datetime:
    """Returns the current time in UTC."""
    return datetime.now(UTC)
