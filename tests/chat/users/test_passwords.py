"""Passwords: what is accepted, and that nothing is learned from a wrong one."""

import pytest

from chat_desktop.chat.users import passwords
from chat_desktop.errors import Invalid


@pytest.mark.parametrize(
    "weak",
    [
        "short",
        "1234567",
        "12345678",
        "password",
        "PassWord123",
        "aaaaaaaa",
        "abababab",
        "abcdefgh",
        "hgfedcba",
        "19840321",
        "x" * 129,
        "Harbour Street",
        "ana lisa",
    ],
)
def test_a_weak_password_is_refused_with_the_field(weak: str) -> None:
    with pytest.raises(Invalid) as caught:
        passwords.check(weak, "Ana Lisa", "Harbour Street")
    assert caught.value.details["field"] == "password"


@pytest.mark.parametrize(
    "good", ["three quiet herons", "ünïcödé-is-fine", "x7$kQ!pw", "пароль-из-слов", "z" + "ab1" * 42]
)
def test_a_good_password_is_taken(good: str) -> None:
    assert passwords.check(good, "Ana") == good


def test_a_password_may_be_typed_composed_or_decomposed() -> None:
    encoded = passwords.hash_password(passwords.check("cafe\u0301 au lait"))
    assert passwords.verify(encoded, "café au lait")
    assert passwords.verify(encoded, "cafe\u0301 au lait")
    assert not passwords.verify(encoded, "cafe au lait")


def test_the_hash_is_argon2id_with_the_stated_cost() -> None:
    assert passwords.hash_password("three quiet herons").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_nobody_matches_no_hash_not_even_the_decoy_itself() -> None:
    assert not passwords.verify(None, "nobody has this password")


def test_a_hash_that_is_none_matches_nothing() -> None:
    assert not passwords.verify("not a hash", "three quiet herons")


def test_no_such_person_costs_a_whole_hash_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: a clock would make this test a matter of luck."""
    hasher, verified = passwords._hasher(), []

    class Counting:
        def verify(self, encoded: str, password: bytes) -> bool:
            verified.append(encoded.split("$")[3])
            return hasher.verify(encoded, password)

    passwords._decoy()
    monkeypatch.setattr(passwords, "_hasher", Counting)
    passwords.verify(None, "three quiet herons")
    assert verified == ["m=19456,t=2,p=1"]


def test_half_a_surrogate_pair_is_only_a_wrong_password() -> None:
    assert not passwords.verify(passwords.hash_password("three quiet herons"), "\ud800 quiet herons")
