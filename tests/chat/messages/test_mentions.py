"""Mentions: whom an `@` means, and what unread badges count."""

import json
import unicodedata
from typing import Literal

import pytest

from chat_desktop.chat.core import names
from chat_desktop.chat.formatting import blocks, tree
from chat_desktop.chat.formatting.inline import Names
from chat_desktop.chat.messages import posting
from chat_desktop.chat.rooms import memberships, read_receipts, rooms
from tests.support.parts.rules_office import Person, RulesOffice


@pytest.fixture
def people(office: RulesOffice) -> dict[str, Person]:
    """The cast, and names that overlap, bend and need folding."""
    more = ("Ana Maria Berg", "Maria", "Maria Lopez", "Zoë", "Groß", "José", "Ümit Öz", "李雷", "x_1", "ﬁona")
    unusual = ("Jean-Pierre", "O'Brien (Sales)", "😀 Kim")
    cast = {"Ana": office.ana, "Ben": office.ben, "Cleo": office.cleo, "Dora": office.dora}
    return cast | {name: office.join(name) for name in (*more, *unusual)}


CASES = [
    ("hello @Ben", ["Ben"]),
    ("@ben, @BEN. (@Ben)", ["Ben"]),
    ("@Ben @Ana @Ben", ["Ben", "Ana"]),
    ("@Ana Maria Berg!", ["Ana Maria Berg"]),
    ("@Ana Maria comes", ["Ana"]),
    ("@Anabel", []),
    ("@Ana_", []),
    ("@Maria Lopez and @Maria", ["Maria Lopez", "Maria"]),
    ("mail ana@example.com or ana@Ben", []),
    ("@@Ben", []),
    ("@ Ben", []),
    ("@", []),
    ("@Ben@Ana", ["Ben"]),
    ("@zoë @ZOË @zoe\u0308", ["Zoë"]),
    ("@zoe", []),
    ("@GROSS", ["Groß"]),
    ("@jose\u0301s", []),
    ("ß @jose\u0301!", ["José"]),
    ("ßßß e\u0301e\u0301e\u0301 @Ben", ["Ben"]),
    ("@ümit", ["Ümit Öz"]),
    ("@李雷，你好", ["李雷"]),
    ("@x_1", ["x_1"]),
    ("**@Ben** `@Ana`", ["Ben"]),
    ("> @Ana\n@Ben", ["Ben"]),
    ("```\n@Ana\n```\n[see @Ana](https://example.org) https://example.org/@Ana", []),
    ("请@李雷看", ["李雷"]),
    ("\uff20Ana", ["Ana"]),
    ("@Jean-Pierre @O\u2019Brien (Sales), @😀 Kim", ["Jean-Pierre", "O'Brien (Sales)", "😀 Kim"]),
    ("@Fiona", ["ﬁona"]),
]


@pytest.mark.parametrize(("body", "meant"), CASES)
def test_an_at_means(office: RulesOffice, people: dict[str, Person], body: str, meant: list[str]) -> None:
    message = office.post(office.dora, body)
    by_id = {person.user_id: name for name, person in people.items()}
    assert [by_id[user_id] for user_id in json.loads(message.mentions or "[]")] == meant


def test_a_message_with_many_ats_finds_everyone_too(office: RulesOffice, people: dict[str, Person]) -> None:
    """Past a few names the whole room is read at once, and a beginning with an accent ahead always."""
    message = office.post(office.dora, "@Ana @Ben @Cleo @Maria @x_1 @José @nobody")
    by_id = {person.user_id: name for name, person in people.items()}
    assert [by_id[user_id] for user_id in json.loads(message.mentions or "[]")] == [
        *("Ana", "Ben", "Cleo", "Maria", "x_1", "José")
    ]


@pytest.mark.parametrize(
    ("body", "is_read"),
    [("@t=42 in the log", False), ("@media print", False), ("@Ben", True), ("@EveryOne", True), ("@hére", True)],
)
def test_a_text_is_read_only_if_somebody_may_be_meant(
    office: RulesOffice, body: str, is_read: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading it costs half as much as storing the message."""
    read: list[str] = []
    reader = blocks.read

    def noted(text: str, named: Names) -> list[tree.Block]:
        read.append(text)
        return reader(text, named)

    monkeypatch.setattr(blocks, "read", noted)
    office.post(office.ana, body)
    assert read == [body] * is_read


def test_a_first_name_of_two_people_means_neither(office: RulesOffice) -> None:
    for name in ("Kim One", "Kim Two"):
        office.join(name)
    assert office.post(office.ana, "@Kim").mentions is None


def test_only_members_of_the_room_are_meant(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Wages", "closed", office.cleo)
    assert json.loads(office.post(office.ana, "@Dora @Cleo", room_id).mentions or "") == [office.cleo.user_id]


def test_a_removed_person_is_not_meant(office: RulesOffice) -> None:
    office.remove_from_office(office.dora)
    assert office.post(office.ana, "@Dora").mentions is None


def unread_mentions(office: RulesOffice, who: Person) -> int:
    return office.read(rooms.list_own, who.session_id)[0].unread_mentions


def test_unread_mentions_are_counted_until_read(office: RulesOffice) -> None:
    office.post(office.ana, "@Cleo one")
    office.post(office.ana, "nothing")
    office.post(office.ana, "@Cleo two")
    assert unread_mentions(office, office.cleo) == 2
    office.write(read_receipts.store, {(office.cleo.user_id, office.home): 2})
    assert unread_mentions(office, office.cleo) == 1
    assert unread_mentions(office, office.dora) == 0


def test_nobody_is_told_of_their_own_mention_of_themselves(office: RulesOffice) -> None:
    message = office.post(office.ana, "I am @Ana")
    assert json.loads(message.mentions or "") == [office.ana.user_id]
    office.write(read_receipts.lower, office.ana.session_id, office.home, 0)
    assert unread_mentions(office, office.ana) == 0


def test_an_edit_moves_the_mention(office: RulesOffice) -> None:
    message = office.post(office.ana, "@Cleo")
    office.write(posting.edit, office.ana.session_id, message.id, "@Dora")
    assert (unread_mentions(office, office.cleo), unread_mentions(office, office.dora)) == (0, 1)


def test_a_deletion_takes_the_mention_back(office: RulesOffice) -> None:
    message = office.post(office.ana, "@Cleo")
    office.write(posting.delete, office.ana.session_id, message.id)
    assert unread_mentions(office, office.cleo) == 0


def test_a_room_left_and_entered_again_has_nothing_unread(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Open", "open", office.cleo)
    office.post(office.ana, "@Cleo", room_id)
    office.write(memberships.leave, office.cleo.session_id, room_id)
    assert office.write(memberships.join, office.cleo.session_id, room_id).unread_mentions == 0


@pytest.mark.parametrize("body", ["@A" + "\u0301\u0323" * 3_999, "@a " * 2_666, "@" * 8_000, "@ﷺ" * 4_000])
def test_no_message_can_hold_the_writer_up(office: RulesOffice, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What normalization costs grows with the square of the accents in a text: it is given no more than a name."""
    lengths, normalize = list[int](), unicodedata.normalize

    def noted(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
        lengths.append(len(text))
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", noted)
    office.post(office.ana, body)
    assert max(lengths) <= 4 * names.PERSON_MAX
    assert sum(lengths) <= len(body)
