"""Reads the public keys that are compiled into the program."""

from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FILE = Path(__file__).with_name("public_keys.txt")
MOST_KEYS = 2  # the present one, and the one that will follow it
# A signature of this key over anything else than a manifest is worth nothing here.
DOMAIN = b"chat-desktop update manifest 1\0"


def compiled_in(file: Path = FILE) -> list[Ed25519PublicKey]:
    """Returns the keys of the file. Raises ValueError when a line is no key, or there are too many."""
    lines = [line.strip() for line in file.read_text("ascii").splitlines()]
    found = [bytes.fromhex(line) for line in lines if line and not line.startswith("#")]
    if len(found) > MOST_KEYS:
        raise ValueError(f"at most {MOST_KEYS} keys")
    return [Ed25519PublicKey.from_public_bytes(key) for key in found]


def is_signed(manifest: bytes, signature: bytes, keys: list[Ed25519PublicKey]) -> bool:
    """Returns whether one of the keys has signed this manifest."""
    for key in keys:
        try:
            key.verify(signature, DOMAIN + manifest)
        except InvalidSignature:
            continue
        return True
    return False
