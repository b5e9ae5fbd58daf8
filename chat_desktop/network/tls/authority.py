"""Creates, loads and stores the office's own certificate authority, which is valid for ten years.

Its name constraints make it safe to trust: a person who steals the key can impersonate computers on private networks,
but no site on the internet.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import TYPE_CHECKING

from chat_desktop.atomic_write import rename_over
from chat_desktop.errors import SecureTrouble
from chat_desktop.languages.system_words import file_cannot_read
from chat_desktop.network.tls import certificate_names
from chat_desktop.network.tls.secret_files import write_secret

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

FILE = "authority.pem"
VALID_DAYS = 3_652  # ten years, so that devices need to trust it only once
BACKDATED_BY = timedelta(days=1)  # since the clocks of some phones are hours behind
NAME_BYTES = 40  # of the office's name, since a common name has at most 64 characters
OUR_NAME = " - Chat Desktop"


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate authority: its private key and its certificate."""

    key: "EllipticCurvePrivateKey"
    certificate: "x509.Certificate"

    @property
    def der(self) -> bytes:
        """The certificate in DER form."""
        from cryptography.hazmat.primitives.serialization import Encoding

        return self.certificate.public_bytes(Encoding.DER)

    @property
    def fingerprint(self) -> bytes:
        """The SHA-256 digest of the certificate, as devices show it."""
        from cryptography.hazmat.primitives.hashes import SHA256

        return self.certificate.fingerprint(SHA256())

    @property
    def until(self) -> datetime:
        """When the certificate expires, in UTC."""
        return self.certificate.not_valid_after_utc

    def permitted(self, wanted: list[str]) -> list[str]:
        """Returns the names for which the authority may issue a certificate, sorted."""
        from cryptography import x509

        found = self.certificate.extensions.get_extension_for_class(x509.NameConstraints).value
        trees = found.permitted_subtrees or []
        allowed = [tree.value for tree in trees if isinstance(tree, x509.DNSName)]
        ranges = [tree.value for tree in trees if isinstance(tree, x509.IPAddress)]
        return certificate_names.permitted(
            wanted, allowed, [each for each in ranges if isinstance(each, IPv4Network | IPv6Network)]
        )


def load(folder: Path) -> Authority | None:
    """Returns the authority in the folder, or None when there is none.

    Raises SecureTrouble when its file is damaged or cannot be read. It is not replaced silently, because every device
    would have to trust the new one."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    file = folder / FILE
    try:
        pem = file.read_bytes()
        key, certificate = load_pem_private_key(pem, None), x509.load_pem_x509_certificate(pem)
        certificate.extensions.get_extension_for_class(x509.NameConstraints)
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise file_cannot_read(SecureTrouble, file, problem) from None
    except (ValueError, TypeError, x509.ExtensionNotFound):
        key, certificate = None, None
    if (
        not isinstance(key, EllipticCurvePrivateKey)
        or certificate is None
        or key.public_key() != certificate.public_key()
    ):
        raise SecureTrouble("certificate_authority_damaged", {"file": file})
    return Authority(key, certificate)


def make(folder: Path, office_name: str, wanted: list[str], now: datetime) -> Authority:
    """Creates an authority and stores it in the folder. Raises SecureTrouble when it cannot be stored."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(key, office_name, wanted, now)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_secret(folder / FILE, secret + certificate.public_bytes(Encoding.PEM))
    return Authority(key, certificate)


def keep_expired(folder: Path) -> None:
    """Renames the file of an expired authority, since devices still trust it and the clock may be wrong."""
    file = folder / FILE
    if file.exists():
        rename_over(file, folder / f"old-{FILE}")


def _certificate(
    key: "EllipticCurvePrivateKey", office_name: str, wanted: list[str], now: datetime
) -> "x509.Certificate":
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256

    shown = office_name.encode()[:NAME_BYTES].decode(errors="ignore").strip()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, f"{shown}{OUR_NAME}".removeprefix(" - "))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - BACKDATED_BY).not_valid_after(now + timedelta(days=VALID_DAYS))
    for extension, critical in _extensions(key, wanted):
        builder = builder.add_extension(extension, critical)
    return builder.sign(key, SHA256())


def _extensions(key: "EllipticCurvePrivateKey", wanted: list[str]) -> list[tuple["x509.ExtensionType", bool]]:
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    trees: list[x509.GeneralName] = [x509.IPAddress(network) for network in certificate_names.LOCAL_NETWORKS]
    trees += [x509.DNSName(domain) for domain in certificate_names.domains(wanted)]
    return [
        (x509.BasicConstraints(ca=True, path_length=0), True),
        (key_usage(key_cert_sign=True), True),
        (x509.NameConstraints(trees, None), True),
        # Name constraints do not cover e-mail and code signing; this extension does (Windows, NSS, OpenSSL).
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
    ]


def key_usage(digital_signature: bool = False, key_cert_sign: bool = False) -> "x509.KeyUsage":
    """Returns the key usage extension with only the given uses."""
    from cryptography import x509

    return x509.KeyUsage(digital_signature, False, False, False, False, key_cert_sign, False, False, False)
