"""The code that the receiving computer shows and that the owner types at the other one.

It has 60 random bits, so nobody finds it by trying, neither at the receiving computer nor with what was recorded of a
connection: each try costs scrypt.
"""

import hashlib
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: without I, L, O and U
CHARACTERS, GROUP = 12, 4
SCRYPT_COST, SCRYPT_BLOCKS = 2**15, 8  # 0.1 s and 32 MB
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """Returns a code such as `K7QM-2XPD-9HTR`."""
    return shown("".join(secrets.choice(ALPHABET) for _ in range(CHARACTERS)))


def shown(code: str) -> str:
    """Returns a code in groups."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def read(typed: str) -> str | None:
    """Returns a code as a person has typed it, in groups; None when it is none."""
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_ALIKE)
    code = "".join(character for character in plain if character not in "- \t\n\r\u2010\u2011\u2013")
    return shown(code) if len(code) == CHARACTERS and set(code) <= set(ALPHABET) else None


def secret_of(code: str, salt: bytes) -> bytes:
    """Returns 32 bytes that only those who know the code can compute."""
    return hashlib.scrypt(code.encode(), salt=salt, n=SCRYPT_COST, r=SCRYPT_BLOCKS, p=1, maxmem=2**27, dklen=32)
