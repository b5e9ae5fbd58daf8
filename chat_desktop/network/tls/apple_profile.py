"""The authority as a configuration profile, which is how an iPhone takes a certificate together with its name."""

import plistlib
import uuid

IDENTIFIER = "chat-desktop.authority"
DESCRIPTION = "Lets this device verify the office's host. It only works for addresses on local networks."


def profile(certificate: bytes, office_id: str, title: str) -> bytes:
    """CERTIFICATE in DER. The identifiers follow from the office and the certificate: a second download replaces the
    first instead of standing beside it."""
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
        "PayloadDescription": DESCRIPTION,
        "PayloadContent": [payload],
    }
    return plistlib.dumps(whole)
