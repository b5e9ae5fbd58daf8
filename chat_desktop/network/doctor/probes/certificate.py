"""Checks the certificate that the host sends in secure mode, as a browser would."""

import socket
import ssl
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING

from chat_desktop.languages.sentences import sentence
from chat_desktop.network.doctor.checks import Check
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
    renew = sentence("check.certificate_renew")
    if now < begins:
        early = sentence("check.certificate_early", date=begins.date())
        return CERTIFICATE.failed(early, sentence("check.certificate_set_clock"))
    if now > ends:
        return CERTIFICATE.failed(sentence("check.certificate_expired", date=ends.date()), renew)
    missing = [ip for ip in lan if ip_address(ip) not in _addresses(certificate)]
    if missing:
        return CERTIFICATE.failed(sentence("check.certificate_lacks", addresses=missing), renew)
    if ends - now < SOON:
        return CERTIFICATE.warning(sentence("check.certificate_soon", date=ends.date()), renew)
    return CERTIFICATE.ok(sentence("check.certificate_ok", date=ends.date()))


def _addresses(certificate: "Certificate") -> set[object]:
    from cryptography import x509

    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return set()
    return set(names.get_values_for_type(x509.IPAddress))
