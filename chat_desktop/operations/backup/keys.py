"""The keys of backups. The passphrase gives a secret by scrypt, and the secret gives a key to each backup by HKDF.

So a host that makes backups every day keeps the secret, and never the passphrase itself.
"""

import hashlib
import hmac
import secrets
import unicodedata
from typing import NamedTuple

from chat_desktop.operations.backup.failures import BackupFailed

SALT_BYTES = 32
SECRET_BYTES = 32
SCRYPT_COST, SCRYPT_BLOCKS, SCRYPT_LANES = 2**17, 8, 1  # 0.5 s and 128 MB
SCRYPT_MEMORY_BYTES = 2**29  # the most that the header of a file can make the program use
LEAST_CHARACTERS = 12
MOST_CHARACTERS = 1_000


class Kdf(NamedTuple):
    """The parameters of scrypt. They are in the header of each backup."""

    salt: bytes
    cost: int = SCRYPT_COST
    blocks: int = SCRYPT_BLOCKS
    lanes: int = SCRYPT_LANES

    def is_sane(self) -> bool:
        """Returns whether they can be used without harm. They may come from a file that a stranger has made."""
        is_power = self.cost >= 2 and self.cost & (self.cost - 1) == 0
        small = 1 <= self.blocks <= 32 and 1 <= self.lanes <= 4
        return len(self.salt) == SALT_BYTES and is_power and small and self._memory() <= SCRYPT_MEMORY_BYTES

    def _memory(self) -> int:
        return 128 * self.cost * self.blocks


class BackupKey(NamedTuple):
    """What encrypts the backups of an office, and how the passphrase has led to it."""

    kdf: Kdf
    secret: bytes


def new_key(passphrase: str, cost: int = SCRYPT_COST) -> BackupKey:
    """Returns a key with a new salt. Raises BackupFailed when the passphrase is too short or too long."""
    if not LEAST_CHARACTERS <= len(_normal(passphrase)) <= MOST_CHARACTERS:
        raise BackupFailed("passphrase", "passphrase_four_words", {"n": LEAST_CHARACTERS})
    return key_of(passphrase, Kdf(secrets.token_bytes(SALT_BYTES), cost))


def key_of(passphrase: str, kdf: Kdf) -> BackupKey:
    """Returns the key that a passphrase gives with the parameters of a backup. They must be sane."""
    secret = hashlib.scrypt(
        _normal(passphrase).encode("utf-8", "surrogatepass"),
        salt=kdf.salt,
        n=kdf.cost,
        r=kdf.blocks,
        p=kdf.lanes,
        maxmem=2 * SCRYPT_MEMORY_BYTES,
        dklen=SECRET_BYTES,
    )
    return BackupKey(kdf, secret)


def derived(secret: bytes, purpose: bytes, salt: bytes = b"") -> bytes:
    """Returns a key for one purpose (HKDF with SHA-256, one block)."""
    extracted = hmac.new(salt or bytes(32), secret, hashlib.sha256).digest()
    return hmac.new(extracted, b"chat-desktop " + purpose + b"\x01", hashlib.sha256).digest()


def _normal(passphrase: str) -> str:
    """The same text from every keyboard: composed characters, without the line break of a file."""
    return unicodedata.normalize("NFC", passphrase).rstrip("\r\n")
