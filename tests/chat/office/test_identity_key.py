"""The office proves that it is itself; another library says whether it did."""

import hashlib
import hmac
import subprocess
import sys

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from chat_desktop.chat.office import identity_key
from chat_desktop.chat.office.copies import Copy
from chat_desktop.chat.office.identity_key import IdentityKey, Proof
from chat_desktop.errors import DiskFull, Invalid
from tests.support.parts.rules_office import RulesOffice

CHALLENGE = "00ff" * 8
COPY = Copy(3, "a1b2", 1_000)
HERE = ("http://192.0.2.1:8765", "http://192.0.2.1:8765")


@pytest.fixture
def key(office: RulesOffice) -> IdentityKey:
    return IdentityKey(office, office.office.id)


def verify(proof: Proof, text: bytes) -> None:
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(proof.key)).verify(bytes.fromhex(proof.signature), text)


def test_the_signature_is_over_the_challenge_the_office_and_the_addresses(
    office: RulesOffice, key: IdentityKey
) -> None:
    proof = key.prove(CHALLENGE, HERE, COPY)
    verify(proof, f"chat-desktop hello 1\n{CHALLENGE}\n{office.office.id}\n{HERE[0]}\n{HERE[1]}\n".encode())
    assert proof.addresses == HERE
    assert proof.key == key.public()


@pytest.mark.parametrize(
    "said",
    [
        f"chat-desktop hello 2\n{CHALLENGE}\nOFFICE\n{HERE[0]}\n{HERE[1]}\n",
        f"chat-desktop hello 1\n{CHALLENGE[::-1]}\nOFFICE\n{HERE[0]}\n{HERE[1]}\n",
        f"chat-desktop hello 1\n{CHALLENGE}\nanother\n{HERE[0]}\n{HERE[1]}\n",
        f"chat-desktop hello 1\n{CHALLENGE}\nOFFICE\n{HERE[0]}\n",
        f"chat-desktop hello 1\n{CHALLENGE}\nOFFICE\nhttp://192.0.2.2:8765\n{HERE[1]}\n",
    ],
    ids=["another version", "another challenge", "another office", "an address less", "another address"],
)
def test_it_fits_nothing_else(office: RulesOffice, key: IdentityKey, said: str) -> None:
    with pytest.raises(InvalidSignature):
        verify(key.prove(CHALLENGE, HERE, COPY), said.replace("OFFICE", office.office.id).encode())


@pytest.mark.parametrize(
    "challenge",
    ["", "00" * 15, "00" * 65, "0" * 33, "0g" * 16, "AB" * 16, " " + "00" * 16, "00" * 16 + "\n", "٠" * 32],
)
def test_what_is_no_challenge_is_not_signed(key: IdentityKey, challenge: str) -> None:
    with pytest.raises(Invalid) as refusal:
        key.prove(challenge, HERE, COPY)
    assert refusal.value.details["field"] == "challenge"


@pytest.mark.parametrize("size", [16, 64])
def test_the_shortest_and_the_longest_challenge_are_signed(key: IdentityKey, size: int) -> None:
    assert key.prove("ab" * size, HERE, COPY).signature


def test_the_key_is_made_once_and_outlives_the_host(office: RulesOffice, key: IdentityKey) -> None:
    public = key.public()
    assert public is not None
    assert IdentityKey(office, office.office.id).public() == public
    seed, kept = office.read(identity_key.find)
    assert len(seed) == 32
    assert kept.hex() == public
    assert office.write(identity_key.ensure_seed) == (seed, kept)


def test_a_start_does_not_load_the_library_to_say_the_key(office: RulesOffice, key: IdentityKey) -> None:
    key.public()
    office.hashes = 0
    later = IdentityKey(office, office.office.id)
    assert later.public() == key.public()
    assert later.seal("somebody")
    assert office.hashes == 0
    script = "import sys; import chat_desktop.chat.office.identity_key; sys.exit('cryptography' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_without_room_on_the_disk_there_is_no_key_and_no_failure(office: RulesOffice) -> None:
    class Full(RulesOffice):
        def __init__(self) -> None:
            pass

        def read(self, rule, *args, **kwargs):  # type: ignore[no-untyped-def]
            return office.read(rule, *args, **kwargs)

        def write(self, rule, *args, **kwargs):  # type: ignore[no-untyped-def]
            raise DiskFull

    assert IdentityKey(Full(), office.office.id).public() is None


def test_the_seal_is_one_persons_and_the_same_after_a_restart(office: RulesOffice, key: IdentityKey) -> None:
    cleos = key.seal(office.cleo.user_id)
    assert cleos == IdentityKey(office, office.office.id).seal(office.cleo.user_id)
    assert cleos != key.seal(office.dora.user_id)
    seed, _ = office.read(identity_key.find)
    said = b"chat-desktop parcel 1\n" + office.cleo.user_id.encode()
    assert cleos == hmac.new(seed, said, hashlib.sha256).hexdigest()
