"""What records look like on the wire, key by key, as docs/protocol.md promises."""

from chat_desktop.chat.core.records import User
from chat_desktop.chat.messages import history, posting, reactions
from chat_desktop.chat.rooms import memberships, rooms
from chat_desktop.errors import Invalid, NotFound, RateLimited
from chat_desktop.wire import payloads
from tests.support.parts.rules_office import RulesOffice


def test_a_message(office: RulesOffice) -> None:
    first = office.post(office.ana, "hello")
    answer = office.post(office.cleo, "@Ana hi", client_id="c-1", reply_to=first.id)
    office.write(reactions.add, office.dora.session_id, answer.id, "👍")
    stored = office.read(posting.get, office.ana.session_id, answer.id)
    assert payloads.message(stored) == {
        "id": answer.id,
        "room_id": office.home,
        "seq": 2,
        "rev": 3,
        "client_id": "c-1",
        "sender_id": office.cleo.user_id,
        "body": "@Ana hi",
        "created_at": "2026-11-23T01:29:03.123Z",
        "edited_at": None,
        "deleted": False,
        "reply_to": first.id,
        "mentions": [office.ana.user_id],
        "reactions": [{"emoji": "👍", "user_ids": [office.dora.user_id]}],
        "attachments": [],
        "root_id": first.id,
        "thread": {
            "replies": 1,
            "last_at": "2026-11-23T01:29:03.123Z",
            "user_ids": [office.cleo.user_id],
            "author_id": office.ana.user_id,
        },
    }
    assert not {"root_id", "thread"} & payloads.message(office.post(office.ana, "plain")).keys()


def test_a_tombstone_has_no_words_and_empty_lists(office: RulesOffice) -> None:
    message = office.post(office.ana, "@Cleo oops")
    office.write(reactions.add, office.dora.session_id, message.id, "👍")
    gone = payloads.message(office.write(posting.delete, office.ana.session_id, message.id))
    assert (gone["deleted"], gone["body"]) == (True, "")
    assert gone["mentions"] == gone["reactions"] == gone["attachments"] == []


def test_a_room_as_one_of_its_people_sees_it(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Lunch", "closed", office.cleo)
    office.post(office.ana, "@Cleo soup", room_id)
    (room,) = (room for room in office.read(rooms.list_own, office.cleo.session_id) if room.id == room_id)
    shown = payloads.room(room)
    last = shown.pop("last_message")
    assert shown == {
        "id": room_id,
        "name": "Lunch",
        "kind": "closed",
        "home": False,
        "topic": "",
        "last_seq": 1,
        "last_rev": 1,
        "read_seq": 0,
        "involvement": "everything",
        "member_count": 2,
        "user_ids": None,
        "unread_mentions": 1,
    }
    assert (last["seq"], last["sender_id"], last["body"]) == (1, office.ana.user_id, "@Cleo soup")


def test_a_mark_in_memory_is_newer_than_the_database(office: RulesOffice) -> None:
    office.post(office.ana, "@Cleo soup")
    (room,) = office.read(rooms.list_own, office.cleo.session_id)
    shown = payloads.room(room, read_seq=1)
    assert (shown["read_seq"], shown["unread_mentions"]) == (1, 0)
    (member,) = (
        m for m in office.read(memberships.list_members, office.ana.session_id, office.home) if m.read_seq == 1
    )
    assert payloads.member(member, 5) == {"user_id": office.ana.user_id, "read_seq": 5, "involvement": "everything"}


def test_a_direct_room_names_its_people(office: RulesOffice) -> None:
    room, _ = office.write(rooms.get_or_create_direct, office.ana.session_id, [office.cleo.user_id])
    shown = payloads.room(room)
    assert shown["name"] is None
    assert set(shown["user_ids"]) == {office.ana.user_id, office.cleo.user_id}


def test_a_page_and_a_user(office: RulesOffice) -> None:
    office.post(office.ana, "x")
    page = payloads.page(office.read(history.page, office.ana.session_id, office.home))
    assert set(page) == {"messages", "more_before", "more_after", "last_seq", "last_rev"}
    assert payloads.user(User("u", "Eve", "member", False, "removed", True), "online") == {
        "id": "u",
        "name": "Eve",
        "role": "member",
        "active": False,
        "inactive_as": "removed",
        "read_only": True,
        "presence": "offline",
    }


def test_times_are_in_utc_to_the_millisecond() -> None:
    assert payloads.time(0) == "1970-01-01T00:00:00.000Z"
    assert payloads.time(1_795_397_343_007) == "2026-11-23T01:29:03.007Z"
    assert payloads.time(None) is None


def test_every_failure_has_one_shape() -> None:
    assert payloads.error(NotFound()) == {
        "ok": False,
        "error": {
            "code": "not_found",
            "message": "There's nothing here, or you can't see it.",
            "key": "not_found",
        },
    }
    long = payloads.error(Invalid("body", "text_too_long", {"n": 8_000}))["error"]
    assert (long["message"], long["values"]) == ("Use at most 8,000 characters.", {"n": 8_000})
    assert payloads.error(Invalid("name", "enter_your_name"))["error"]["field"] == "name"
    assert payloads.error(RateLimited(4.2))["error"]["retry_after"] == 5
    assert payloads.error(RateLimited(-1))["error"]["retry_after"] == 1
