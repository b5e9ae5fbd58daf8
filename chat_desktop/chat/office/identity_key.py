"""How the office proves that it is itself, wherever a page finds it: an Ed25519 key (RFC 8032), made when first needed.

What is signed names the address that was asked. Without it, a computer that has got an old address of ours could pass
the question on to us and our answer back, and pages would follow it with their sessions.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from chat_desktop.chat.core.work import Reading, RuleExecutor, Work
from chat_desktop.errors import ChatError, Internal, Invalid
from chat_desktop.storage.queries import office as office_queries

DOMAIN = "chat-desktop hello 1"  # nothing else that this key may ever sign begins so
SEAL_DOMAIN = b"chat-desktop parcel 1\n"
SEED_BYTES = 32
CHALLENGE = re.compile(r"(?:[0-9a-f]{2}){16,64}", re.ASCII)

Sign = Callable[[bytes], bytes]


class Proof(Struct, frozen=True):
    """`key` and `signature` in hexadecimal. `addresses`: the origin that was asked, and the numeric one under it."""

    key: str
    signature: str
    addresses: tuple[str, ...]


class IdentityKey:
    """Lives on the hub; its calls block only the calling greenlet. The library is loaded in a worker's thread when
    somebody asks for the first signature, or makes the key."""

    def __init__(self, office: RuleExecutor, office_id: str) -> None:
        self._office, self._office_id = office, office_id
        self._seed, self._public = b"", ""
        self._sign: Sign | None = None

    def public(self) -> str | None:
        """The public key, 64 hexadecimal digits. None where it cannot be made: pages work without it."""
        try:
            self._load()
        except ChatError:
            return None
        return self._public

    def prove(self, challenge: str, addresses: Sequence[str]) -> Proof:
        """Raises Invalid for what is no challenge, Internal when there is no key (a full disk at the first need)."""
        if not CHALLENGE.fullmatch(challenge):
            raise Invalid("challenge", "A challenge has 16 to 64 bytes, as hexadecimal digits in lower case.")
        self._load()
        if self._sign is None:
            self._sign = self._office.hash(signer, self._seed)
        # Here and not in a worker's thread: 40 us, and behind a queue of passwords it would take seconds.
        signature = self._sign(signed_text(challenge, self._office_id, addresses))
        return Proof(self._public, signature.hex(), tuple(addresses))

    def seal(self, user_id: str) -> str:
        """A secret that this office shares with the pages of one person, 64 hexadecimal digits, the same at every
        address: by it a page knows that what was carried over is that person's own."""
        self._load()
        return hmac.new(self._seed, SEAL_DOMAIN + user_id.encode(), hashlib.sha256).hexdigest()

    def _load(self) -> None:
        if self._public:
            return
        seed, public = self._office.read(find)
        if not seed:
            seed, public = self._office.write(ensure_seed)
        if not public:
            public = self._office.hash(public_half, seed)
            self._office.write(keep_public, public)
        self._seed, self._public = seed, public.hex()


def signed_text(challenge: str, office_id: str, addresses: Sequence[str]) -> bytes:
    """Lines, each ended: the domain, the challenge, the office, then the addresses. None can hold the end of a line."""
    return "".join(f"{line}\n" for line in (DOMAIN, challenge, office_id, *addresses)).encode("ascii")


def find(reading: Reading) -> tuple[bytes, bytes]:
    """(seed, public key), each b"" while it is not made."""
    row = reading.db.execute(office_queries.IDENTITY_KEY).fetchone()
    if row is None:
        raise Internal
    return row[0] or b"", row[1] or b""


def ensure_seed(work: Work) -> tuple[bytes, bytes]:
    seed = work.random(SEED_BYTES)
    work.db.execute(office_queries.SET_IDENTITY_SEED, (seed,))
    return find(work)


def keep_public(work: Work, public: bytes) -> None:
    work.db.execute(office_queries.SET_IDENTITY_KEY, (public,))


def public_half(seed: bytes) -> bytes:
    return bytes(_private(seed).public_key().public_bytes_raw())


def signer(seed: bytes) -> Sign:
    sign: Sign = _private(seed).sign
    return sign


def _private(seed: bytes) -> Any:
    # Imported here: it takes longer than all the rest of a start, and most starts need no signature.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed)
