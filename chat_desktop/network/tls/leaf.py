"""Issues the server certificate for the current addresses and names of the host."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING

from chat_desktop.network.tls import certificate_names
from chat_desktop.network.tls.authority import BACKDATED_BY, OUR_NAME, Authority, key_usage

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

# Browsers reject certificates that are valid for more than 398 days if their root comes with the system, and Apple
# rejects all over 825 days (support.apple.com/103769 and /102028). The day of backdating counts.
VALID_DAYS = 397


@dataclass(frozen=True, slots=True)
class Leaf:
    """A server certificate. `pem` is the certificate followed by its key; `until` is its expiry in UTC."""

    pem: bytes
    names: tuple[str, ...]
    until: datetime


def issue(authority: Authority, wanted: list[str], now: datetime) -> Leaf:
    """Returns a certificate for the permitted ones of the WANTED names, and for `localhost` and loopback addresses."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    allowed = authority.permitted([*wanted, "localhost", "127.0.0.1", "::1"])
    key = ec.generate_private_key(ec.SECP256R1())
    until = min(now - BACKDATED_BY + timedelta(days=VALID_DAYS), authority.until)
    certificate = _certificate(authority, key.public_key(), allowed, now, until)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Leaf(certificate.public_bytes(Encoding.PEM) + secret, tuple(allowed), certificate.not_valid_after_utc)


def _certificate(
    authority: Authority, key: "EllipticCurvePublicKey", allowed: list[str], now: datetime, until: datetime
) -> "x509.Certificate":
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.x509.oid import ExtendedKeyUsageOID

    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Host" + OUR_NAME)])
    issuer = authority.certificate
    builder = x509.CertificateBuilder(issuer.subject, subject, key, x509.random_serial_number())
    builder = builder.not_valid_before(max(now - BACKDATED_BY, issuer.not_valid_before_utc)).not_valid_after(until)
    extensions: list[tuple[x509.ExtensionType, bool]] = [
        (x509.SubjectAlternativeName([_general(name) for name in allowed]), False),
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (key_usage(digital_signature=True), True),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), False),
        (x509.SubjectKeyIdentifier.from_public_key(key), False),
    ]
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(authority.key, SHA256())


def _general(name: str) -> "x509.GeneralName":
    from cryptography import x509

    return x509.IPAddress(ip_address(name)) if certificate_names.is_address(name) else x509.DNSName(name)
