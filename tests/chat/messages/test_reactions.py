"""Reactions: one emoji, once a person."""

import json

import pytest

from chat_desktop import paths
from chat_desktop.chat.formatting.emoji import is_emoji
from chat_desktop.chat.messages import posting, reactions
from chat_desktop.chat.rooms import memberships
from chat_desktop.errors import Invalid, NotFound
from tests.support.parts.rules_office import RulesOffice

EMOJI = [
    "👍",
    "❤️",
    "❤",
    "😂",
    "👍🏽",
    "👨‍👩‍👧‍👦",
    "🏳️‍🌈",
    "🇳🇱",
    "5️⃣",
    "#⃣",
    "‼️",
    "↔️",
    "➕",
    "☺️",
    "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "✅",
    "👩🏽‍💻",
    "©️",
    "⭐",
    "〰️",
]
NOT_EMOJI = [
    "", "a", "ok", "5", "👍👍", "🇳", "🇳🇱🇩", "🇫🇺🇨🇰", "👍a", "\u202e👍", "👍\u202e", "\u200d", "👍\u200d", "\ufe0f",
    "<b>",
    "😀" + "\u0301" * 8, "👍" * 33, "\ud800", " 👍", "👍\n", "+1", "🏽a", "\U000e0041",
]  # fmt: skip


def test_every_emoji_of_the_picker_is_taken() -> None:
    rows = json.loads((paths.webui() / "vendor" / "emoji" / "en.json").read_text("utf-8"))
    assert len(rows) > 1_900
    shown = [emoji for row in rows for emoji in (row[0], *(row[6] if isinstance(row[-1], list) else ()))]
    assert [emoji for emoji in shown if not is_emoji(emoji)] == []
    # The one that everybody uses is the same wherever it comes from, or it would be counted twice.
    assert "👍" in shown


@pytest.mark.parametrize("text", EMOJI)
def test_this_is_an_emoji(text: str) -> None:
    assert is_emoji(text)


@pytest.mark.parametrize("text", NOT_EMOJI)
def test_this_is_none(office: RulesOffice, text: str) -> None:
    message = office.post(office.ana, "x")
    with pytest.raises(Invalid) as caught:
        office.write(reactions.add, office.cleo.session_id, message.id, text)
    assert caught.value.details["field"] == "emoji"


def test_a_reaction_takes_the_next_rev_and_leaves_body_and_edit_mark(office: RulesOffice) -> None:
    message = office.post(office.ana, "x")
    liked = office.write(reactions.add, office.cleo.session_id, message.id, "👍")
    assert (liked.rev, liked.body, liked.edited_at) == (2, "x", None)
    assert reactions.decode(liked.reactions) == [("👍", [office.cleo.user_id])]


def test_each_person_counts_once_and_in_order(office: RulesOffice) -> None:
    message = office.post(office.ana, "x")
    for who, emoji in [(office.cleo, "👍"), (office.ben, "🎉"), (office.ana, "👍"), (office.cleo, "👍")]:
        message = office.write(reactions.add, who.session_id, message.id, emoji)
    ana, ben, cleo = (person.user_id for person in (office.ana, office.ben, office.cleo))
    assert reactions.decode(message.reactions) == [("👍", [cleo, ana]), ("🎉", [ben])]
    assert message.rev == 4, "the repeat changed nothing"


def test_taking_back_removes_ones_own_alone(office: RulesOffice) -> None:
    message = office.post(office.ana, "x")
    for who in (office.cleo, office.ben):
        office.write(reactions.add, who.session_id, message.id, "👍")
    left = office.write(reactions.remove, office.cleo.session_id, message.id, "👍")
    assert reactions.decode(left.reactions) == [("👍", [office.ben.user_id])]
    same = office.write(reactions.remove, office.dora.session_id, message.id, "👍")
    assert same.rev == left.rev
    none = office.write(reactions.remove, office.ben.session_id, message.id, "👍")
    assert none.reactions is None


def test_a_message_takes_twenty_kinds(office: RulesOffice) -> None:
    message = office.post(office.ana, "x")
    for number in range(20):
        office.write(reactions.add, office.cleo.session_id, message.id, chr(0x1F600 + number))
    with pytest.raises(Invalid):
        office.write(reactions.add, office.cleo.session_id, message.id, "👍")
    office.write(reactions.add, office.dora.session_id, message.id, "\U0001f600")


def test_a_tombstone_takes_none(office: RulesOffice) -> None:
    message = office.post(office.ana, "x")
    office.write(reactions.add, office.cleo.session_id, message.id, "👍")
    office.write(posting.delete, office.ana.session_id, message.id)
    for change in (reactions.add, reactions.remove):
        with pytest.raises(NotFound):
            office.write(change, office.cleo.session_id, message.id, "👍")


def test_outside_the_room_there_is_nothing_to_react_to(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Wages", "closed", office.cleo)
    message = office.post(office.ana, "x", room_id)
    office.write(memberships.remove, office.ana.session_id, room_id, office.cleo.user_id)
    for who in (office.dora, office.cleo, office.ben):
        with pytest.raises(NotFound):
            office.write(reactions.add, who.session_id, message.id, "👍")
