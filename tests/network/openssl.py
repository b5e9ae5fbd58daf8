"""Creates and verifies certificates with openssl, independently of the code under test."""

import subprocess
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from chat_desktop.network.tls import authority
from chat_desktop.network.tls import leaf as leaves

NOW = datetime(2026, 11, 23, 1, 29, 3, tzinfo=UTC)
OFFICE_NAMES = ["192.168.1.5", "10.0.0.7", "fd00::5", "fe80::1", "office.local", "ana-pc", "ana-pc.local"]


def made(folder: Path, wanted: list[str] | None = None) -> authority.Authority:
    return authority.make(folder, "Harbour Street", OFFICE_NAMES if wanted is None else wanted, NOW)


def forged(issuer: authority.Authority, *names: str) -> bytes:
    """Returns a certificate for any names with its key in PEM, as somebody with a stolen key would create it."""
    thief = authority.Authority(issuer.key, issuer.certificate)
    before, leaves_permitted = authority.Authority.permitted, list(names)
    authority.Authority.permitted = lambda self, wanted: leaves_permitted  # type: ignore[method-assign]
    try:
        return leaves.issue(thief, [], NOW).pem
    finally:
        authority.Authority.permitted = before  # type: ignore[method-assign]


def pem(issuer: authority.Authority) -> bytes:
    return issuer.certificate.public_bytes(Encoding.PEM)


def verify(folder: Path, issuer: authority.Authority, certificate: bytes, name: str, at: datetime = NOW) -> str:
    """Returns "OK" if openssl accepts the certificate for a server of this name, or else its error."""
    (folder / "ca.pem").write_bytes(pem(issuer))
    (folder / "leaf.pem").write_bytes(certificate)
    asked = ["-verify_ip", name] if _is_address(name) else ["-verify_hostname", name]
    command = ["openssl", "verify", "-CAfile", "ca.pem", "-purpose", "sslserver", "-x509_strict"]
    command += ["-attime", str(int(at.timestamp())), *asked, "leaf.pem"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return "OK" if done.returncode == 0 and done.stdout == "leaf.pem: OK\n" else done.stderr


def shown(folder: Path, certificate: bytes, *what: str) -> str:
    (folder / "shown.pem").write_bytes(certificate)
    command = ["openssl", "x509", "-in", "shown.pem", "-noout", *what]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def names_in(certificate: bytes) -> set[str]:
    found = x509.load_pem_x509_certificate(certificate).extensions.get_extension_for_class(x509.SubjectAlternativeName)
    return {*found.value.get_values_for_type(x509.DNSName), *map(str, found.value.get_values_for_type(x509.IPAddress))}


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
