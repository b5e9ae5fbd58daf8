"""The Ed25519 key (RFC 8032) by which the office proves to a page that it is the same office at another address.

The signed text contains the address of the request. Otherwise a computer that has received an old address of the office
could pass the challenge on to the office and return its answer, and pages would send it their sessions.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from chat_desktop.chat.core.work import Reading, RuleExecutor, Work
from chat_desktop.chat.office import copies
from chat_desktop.chat.office.copies import Copy
from chat_desktop.errors import ChatError, Internal, Invalid
from chat_desktop.storage.queries import office as office_queries

DOMAIN = "chat-desktop hello 1"  # nothing else that this key signs begins like this
SEAL_DOMAIN = b"chat-desktop parcel 1\n"
SEED_BYTES = 32
CHALLENGE = re.compile(r"(?:[0-9a-f]{2}){16,64}", re.ASCII)

Sign = Callable[[bytes], bytes]


class Proof(Struct, frozen=True):
    """`key` and the signatures in hexadecimal. `addresses`: the origin that was asked, and the numeric one under it.

    `copy_signature` is over the same and what `copy` says of this copy of the office.
    """

    key: str
    signature: str
    addresses: tuple[str, ...]
    copy: Copy
    copy_signature: str


class IdentityKey:
    """The key of the office.

    Its methods are called on the hub and only block the calling greenlet. The key and the library for it are loaded
    when they are first needed.
    """

    def __init__(self, rules: RuleExecutor, office_id: str) -> None:
        self._rules, self._office_id = rules, office_id
        self._seed, self._public = b"", ""
        self._sign: Sign | None = None

    def public(self) -> str | None:
        """Returns the public key as 64 hexadecimal digits, or None when it cannot be made; pages work without it."""
        try:
            self._load()
        except ChatError:
            return None
        return self._public

    def prove(self, challenge: str, addresses: Sequence[str], copy: Copy) -> Proof:
        """Signs a challenge.

        Raises Invalid for a malformed challenge, and Internal when no key can be made (the disk is full).
        """
        if not CHALLENGE.fullmatch(challenge):
            raise Invalid("challenge", "challenge_16_64_bytes_as")
        self._load()
        if self._sign is None:
            self._sign = self._rules.hash(signer, self._seed)
        # It takes 40 us. In a worker's thread it would wait behind passwords for seconds.
        signature = self._sign(signed_text(challenge, self._office_id, addresses))
        of_copy = self._sign(copies.signed_text(challenge, self._office_id, copy, addresses))
        return Proof(self._public, signature.hex(), tuple(addresses), copy, of_copy.hex())

    def handover_token(self, session_id: str) -> str:
        """Returns a token that continues a session at another copy of the office. Raises Internal without a key."""
        self._load()
        return copies.handover_token(self._seed, session_id, self._rules.read(_now))

    def handed_over(self, token: str) -> str | None:
        """Returns the session id of such a token, or None. Raises Internal without a key."""
        self._load()
        return copies.handed_over(self._seed, token, self._rules.read(_now))

    def seal(self, user_id: str) -> str:
        """Returns a secret that the office shares with the pages of one person, as 64 hexadecimal digits.

        It is the same at every address. A page uses it to verify that data which was carried over belongs to its own
        person. Raises Internal when no key can be made.
        """
        self._load()
        return hmac.new(self._seed, SEAL_DOMAIN + user_id.encode(), hashlib.sha256).hexdigest()

    def _load(self) -> None:
        if self._public:
            return
        seed, public = self._rules.read(find)
        if not seed:
            seed, public = self._rules.write(ensure_seed)
        if not public:
            public = self._rules.hash(public_half, seed)
            self._rules.write(keep_public, public)
        self._seed, self._public = seed, public.hex()


def signed_text(challenge: str, office_id: str, addresses: Sequence[str]) -> bytes:
    """Returns the text that is signed, one item a line: the domain, the challenge, the office, the addresses.

    No item contains a line break.
    """
    return "".join(f"{line}\n" for line in (DOMAIN, challenge, office_id, *addresses)).encode("ascii")


def find(reading: Reading) -> tuple[bytes, bytes]:
    """Returns the seed and the public key; each is empty while it is not made. Raises Internal without an office."""
    row = reading.db.execute(office_queries.IDENTITY_KEY).fetchone()
    if row is None:
        raise Internal
    return row[0] or b"", row[1] or b""


def ensure_seed(work: Work) -> tuple[bytes, bytes]:
    """Stores a new seed unless there is one. Returns the seed and the public key."""
    seed = work.random(SEED_BYTES)
    work.db.execute(office_queries.SET_IDENTITY_SEED, (seed,))
    return find(work)


def keep_public(work: Work, public: bytes) -> None:
    """Stores the public key."""
    work.db.execute(office_queries.SET_IDENTITY_KEY, (public,))


def public_half(seed: bytes) -> bytes:
    """Returns the public key of a seed, as bytes."""
    return bytes(_private(seed).public_key().public_bytes_raw())


def signer(seed: bytes) -> Sign:
    """Returns the function that signs with the key of this seed."""
    sign: Sign = _private(seed).sign
    return sign


def _now(reading: Reading) -> int:
    return reading.now


def _private(seed: bytes) -> Any:
    # Imported here: it takes longer than all the rest of a start, and most starts need no signature.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed)
