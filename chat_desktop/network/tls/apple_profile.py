"""Builds a configuration profile with the authority's certificate, the form in which Apple devices install one."""

import plistlib
import uuid

from chat_desktop.languages.sentences import sentence

IDENTIFIER = "chat-desktop.authority"
DESCRIPTION = sentence("system.profile")


def profile(certificate: bytes, office_id: str, title: str, language: str) -> bytes:
    """Returns the profile as an XML property list. CERTIFICATE is in DER form. The person is shown TITLE, and
    what it is for, in LANGUAGE.

    The identifiers are derived from the office and the certificate, so that a second download replaces the first."""
    unique = uuid.uuid5(uuid.NAMESPACE_URL, f"{IDENTIFIER}.{office_id}.{certificate.hex()}")
    payload = {
        "PayloadType": "com.apple.security.root",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"{IDENTIFIER}.{office_id}.root",
        "PayloadUUID": str(uuid.uuid5(unique, "root")).upper(),
        "PayloadDisplayName": title,
        "PayloadContent": certificate,
    }
    whole = {
        "PayloadType": "Configuration",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"{IDENTIFIER}.{office_id}",
        "PayloadUUID": str(unique).upper(),
        "PayloadDisplayName": title,
        "PayloadDescription": DESCRIPTION.in_language(language),
        "PayloadContent": [payload],
    }
    return plistlib.dumps(whole)
