"""`@everyone` and `@here`: whom they mention, who may use them, and how often."""

import json

import pytest

from chat_desktop.chat.core import policy
from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.creation_limits import CreationLimits
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.messages import posting, reactions
from chat_desktop.chat.reading import concerns
from chat_desktop.chat.rooms import memberships, read_receipts, rooms
from chat_desktop.errors import Forbidden
from chat_desktop.wire import payloads
from tests.support.parts.rules_office import Person, RulesOffice

MINUTES_20 = 20 * 60.0


def unread(office: RulesOffice, who: Person, room_id: str | None = None) -> int:
    found = office.read(rooms.list_own, who.session_id)
    return next(room for room in found if room.id == (room_id or office.home)).unread_mentions


def here(office: RulesOffice, who: Person, body: str, *online: Person) -> Message:
    asked = PostMessage(room_id=office.home, client_id=f"here{len(body)}", body=body)
    return office.write(posting.post, who.session_id, asked, [person.user_id for person in online])


def word(message: Message) -> object:
    return payloads.message(message).get("mentions_all")


def test_everyone_mentions_each_member_but_the_sender(office: RulesOffice) -> None:
    message = office.post(office.ben, "@everyone and @Cleo, soup is ready")
    shown = payloads.message(message)
    assert (shown["mentions_all"], shown["mentions"]) == ("everyone", [office.cleo.user_id])
    people = (office.ana, office.ben, office.cleo, office.dora)
    assert [unread(office, person) for person in people] == [1, 0, 1, 1]


def test_a_message_that_mentions_nobody_has_no_word(office: RulesOffice) -> None:
    assert "mentions_all" not in payloads.message(office.post(office.ana, "plain"))
    assert "mentions_all" not in payloads.message(office.post(office.ana, "@Cleo"))


def test_here_mentions_those_who_are_online(office: RulesOffice) -> None:
    message = here(office, office.ben, "who is @here?", office.ana, office.ben)
    assert word(message) == "here"
    assert [unread(office, person) for person in (office.ana, office.ben, office.cleo)] == [1, 0, 0]


@pytest.mark.parametrize("body", ["`@everyone`", "> @everyone", "ana@everyone", "@everyones", "@ everyone"])
def test_what_only_looks_like_it_mentions_nobody(office: RulesOffice, body: str) -> None:
    assert word(office.post(office.ana, body)) is None
    assert unread(office, office.cleo) == 0


def test_a_person_who_was_called_so_before_is_meant_and_nobody_else(office: RulesOffice) -> None:
    named = office.join("Hera")
    office.call(named, "Here")
    message = here(office, office.ana, "@here", office.cleo)
    assert json.loads(message.mentions or "") == [named.user_id]
    assert unread(office, office.cleo) == 0


def test_only_members_of_the_room_are_meant(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Wages", "closed", office.cleo)
    office.post(office.ana, "@everyone", room_id)
    assert unread(office, office.cleo, room_id) == 1
    office.write(memberships.add, office.ana.session_id, room_id, [office.dora.user_id])
    assert unread(office, office.dora, room_id) == 0


def test_a_guest_mentions_nobody_by_it(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Visitors", "open", office.cleo)
    guest = office.join("Guido")
    office.make_guest(guest, room_id)
    message = office.post(guest, "@everyone hello", room_id)
    assert (message.body, word(message)) == ("@everyone hello", None)
    assert unread(office, office.cleo, room_id) == 0


@pytest.mark.parametrize(
    ("role", "kind", "count"), [("guest", "open", 2), ("admin", "direct", 3), ("member", "open", 501)]
)
def test_who_may_not_mention_a_whole_room(role: str, kind: str, count: int) -> None:
    with pytest.raises(Forbidden):
        policy.mention_all(role, kind, count)  # type: ignore[arg-type]
    policy.mention_all("admin", "closed", 10_000)
    policy.mention_all("member", "open", 500)


def test_nobody_can_wake_the_office_all_day(office: RulesOffice) -> None:
    now = 0.0
    office.limits = CreationLimits(lambda: now)
    words = [word(office.post(office.ana, "@everyone")) for _ in range(5)]
    assert words == ["everyone"] * 3 + [None] * 2
    assert unread(office, office.cleo) == 3
    # The others have their own.
    assert word(office.post(office.cleo, "@everyone")) == "everyone"
    now = MINUTES_20
    assert [word(office.post(office.ana, "@everyone")) for _ in range(2)] == ["everyone", None]


def test_an_edit_keeps_the_word_and_cannot_add_it(office: RulesOffice) -> None:
    message = here(office, office.ana, "@here", office.cleo)
    edited = office.write(posting.edit, office.ana.session_id, message.id, "@here, @Dora: now")
    assert (word(edited), unread(office, office.cleo), unread(office, office.dora)) == ("here", 1, 1)
    without = office.write(posting.edit, office.ana.session_id, message.id, "@Dora: now")
    assert (word(without), unread(office, office.cleo), unread(office, office.dora)) == (None, 0, 1)
    again = office.write(posting.edit, office.ana.session_id, message.id, "@everyone: now")
    assert (word(again), unread(office, office.cleo), unread(office, office.dora)) == (None, 0, 0)


def test_a_reaction_changes_no_mention_and_a_deletion_removes_them(office: RulesOffice) -> None:
    message = here(office, office.ana, "@here", office.cleo)
    office.write(reactions.add, office.dora.session_id, message.id, "👍")
    assert unread(office, office.cleo) == 1
    office.write(posting.delete, office.ana.session_id, message.id)
    assert unread(office, office.cleo) == 0


def test_it_is_among_what_concerns_those_who_are_meant(office: RulesOffice) -> None:
    message = here(office, office.ana, "@here", office.cleo)

    def concerned(who: Person) -> list[str]:
        return [concern.message.id for concern in office.read(concerns.page, who.session_id)[0]]

    assert [concerned(person) for person in (office.ana, office.cleo, office.dora)] == [[], [message.id], []]
    office.write(posting.edit, office.ana.session_id, message.id, "nobody")
    assert concerned(office.cleo) == []


def test_a_name_that_an_edit_removes_is_still_meant_by_the_word(office: RulesOffice) -> None:
    message = office.post(office.ana, "@everyone and @Cleo")
    office.write(posting.edit, office.ana.session_id, message.id, "@everyone")
    assert unread(office, office.cleo) == 1


def test_what_was_read_is_not_counted(office: RulesOffice) -> None:
    office.post(office.ana, "@everyone")
    office.write(read_receipts.store, {(office.cleo.user_id, office.home): 1})
    assert unread(office, office.cleo) == 0


@pytest.mark.parametrize("word_for_all", ["everyone", "here"])
def test_nobody_takes_the_word_from_the_room_by_a_first_name(office: RulesOffice, word_for_all: str) -> None:
    office.call(office.join("Hera Smith"), f"{word_for_all.title()} Smith")
    message = here(office, office.ben, f"@{word_for_all}, soup is ready", office.ana, office.ben)
    assert (word(message), payloads.message(message)["mentions"]) == (word_for_all, [])
    assert unread(office, office.ana) == 1
