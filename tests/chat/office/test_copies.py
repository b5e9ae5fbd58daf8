"""Which of two copies of an office gives way, what is signed of a copy, and the token that leads to the other one."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from chat_desktop.chat.office import copies
from chat_desktop.chat.office.copies import HANDOVER_MS, Copy, gives_way, handed_over, handover_token
from chat_desktop.chat.office.identity_key import IdentityKey
from tests.support.parts.rules_office import RulesOffice

OWN = Copy(3, "own", 1_000)
SEED, NOW = b"s" * 32, 1_764_000_000_000


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Copy(4, "other", 9_000), True),
        (Copy(4, "other", 9_000, serves=False), True),
        (Copy(2, "other", 1), False),
        (Copy(3, "other", 999), True),
        (Copy(3, "other", 1_001), False),
        (Copy(3, "a", 1_000), True),
        (Copy(3, "z", 1_000), False),
        (Copy(3, "other", 1, serves=False), False),
        (Copy(9, "own", 1), False),
    ],
    ids=[
        "a higher term",
        "a higher term that is stopped too",
        "a lower term",
        "the same term, started before",
        "the same term, started after",
        "the same moment, the lower name",
        "the same moment, the higher name",
        "the same term, stopped",
        "itself",
    ],
)
def test_the_copy_with_the_lower_term_gives_way(other: Copy, expected: bool) -> None:
    assert gives_way(OWN, other) is expected


def test_of_two_copies_that_serve_exactly_one_gives_way() -> None:
    some = [Copy(term, run, since) for term in (1, 2) for run in "ab" for since in (1, 2)]
    for one in some:
        for other in some:
            if one.run != other.run:
                assert gives_way(one, other) != gives_way(other, one)


def test_the_term_of_a_copy_is_signed_and_nothing_of_it_can_be_changed(office: RulesOffice) -> None:
    proof = IdentityKey(office, office.office.id).prove("ab" * 32, ("http://192.0.2.1",), OWN)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(proof.key))
    said = f"chat-desktop copy 1\n{'ab' * 32}\n{office.office.id}\n3\nown\n1000\nserves\nhttp://192.0.2.1\n".encode()
    key.verify(bytes.fromhex(proof.copy_signature), said)
    others = {
        copies.signed_text("ab" * 32, office.office.id, other, ("http://192.0.2.1",))
        for other in (
            Copy(4, "own", 1_000),
            Copy(3, "o", 1_000),
            Copy(3, "own", 1_001),
            Copy(3, "own", 1_000, serves=False),
        )
    }
    assert said not in others


def test_a_new_office_has_the_first_term_and_a_term_only_grows(office: RulesOffice) -> None:
    assert office.read(copies.term) == copies.FIRST_TERM
    assert office.write(copies.take_term, 5) == 5
    assert office.write(copies.take_term, 4) == 5


def test_a_token_for_another_copy_names_the_session_for_an_hour() -> None:
    token = handover_token(SEED, "s1", NOW)
    assert handed_over(SEED, token, NOW + HANDOVER_MS - 1) == "s1"
    assert handed_over(SEED, token, NOW - HANDOVER_MS + 1) == "s1"
    assert handed_over(SEED, token, NOW + HANDOVER_MS) is None


@pytest.mark.parametrize("change", ["seed", "session", "time", "cut", "empty", "words"])
def test_a_token_that_was_made_up_or_changed_is_none(change: str) -> None:
    session, issued, mark = handover_token(SEED, "s1", NOW).split(".")
    changed = {
        "seed": f"{session}.{issued}.{mark}",
        "session": f"s2.{issued}.{mark}",
        "time": f"{session}.{NOW + 1}.{mark}",
        "cut": f"{session}.{issued}.{mark[:-1]}",
        "empty": "",
        "words": "..\u0660.é",
    }[change]
    assert handed_over(b"t" * 32 if change == "seed" else SEED, changed, NOW) is None
