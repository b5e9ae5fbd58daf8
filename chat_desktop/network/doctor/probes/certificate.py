"""Checks the certificate that the host sends in secure mode, as a browser would."""

import socket
import ssl
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING

from chat_desktop.network.doctor.checks import Check, join_words
from chat_desktop.network.doctor.subject import Subject
from chat_desktop.network.doctor.topics import CERTIFICATE

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

ANSWER_SECONDS = 2.0
SOON = timedelta(days=7)


def check(subject: Subject) -> Check | None:
    """Checks the certificate. Returns None when the host does not use TLS, because secure mode is off."""
    if not subject.running:
        return None
    for ip in [*(address.ip for address in subject.lan[:1]), "127.0.0.1"]:
        encoded = peer_certificate(ip, subject.port)
        if encoded:
            from cryptography import x509

            return evaluate(x509.load_der_x509_certificate(encoded), [a.ip for a in subject.lan], datetime.now(UTC))
    return None


def peer_certificate(ip: str, port: int) -> bytes | None:
    """Returns the certificate of the host in DER form without verifying it, or None when it does not use TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with socket.create_connection((ip, port), ANSWER_SECONDS) as plain, context.wrap_socket(plain) as wrapped:
            return wrapped.getpeercert(binary_form=True)
    except OSError:  # including SSLError: the host answered with plain HTTP
        return None


def evaluate(certificate: "Certificate", lan: Iterable[str], now: datetime) -> Check:
    """Evaluates the validity of the certificate at NOW for the addresses LAN."""
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    renew = "Close the office and open it again: it makes a new certificate when it starts."
    if now < begins:
        cure = "Set the clock of the host's computer."
        return CERTIFICATE.failed(
            f"By this computer's clock, the certificate is not valid before {begins:%Y-%m-%d}.", cure
        )
    if now > ends:
        return CERTIFICATE.failed(f"The certificate expired on {ends:%Y-%m-%d}.", renew)
    missing = [ip for ip in lan if ip_address(ip) not in _addresses(certificate)]
    if missing:
        return CERTIFICATE.failed(
            f"The certificate doesn't include {join_words(missing)}, so browsers show a warning.", renew
        )
    if ends - now < SOON:
        return CERTIFICATE.warning(f"The certificate expires on {ends:%Y-%m-%d}.", renew)
    return CERTIFICATE.ok(f"Secure mode is on. The certificate fits and is valid until {ends:%Y-%m-%d}.")


def _addresses(certificate: "Certificate") -> set[object]:
    from cryptography import x509

    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return set()
    return set(names.get_values_for_type(x509.IPAddress))
