"""Messages: post once, edit and delete one's own, and nothing of it for those outside."""

import pytest

from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.events import MessageChanged, MessagePosted
from chat_desktop.chat.messages import posting
from chat_desktop.chat.rooms import memberships, read_receipts, rooms
from chat_desktop.chat.users import sessions
from chat_desktop.errors import Forbidden, Invalid, NotFound, NotSignedIn, TooLong
from tests.support.parts.rules_office import START_MS, RulesOffice


def closed_room(office: RulesOffice) -> str:
    """Ana's and Cleo's; Dora is outside."""
    room_id = office.make_room(office.ana, "Wages", "closed", office.cleo)
    office.events.clear()
    return room_id


def test_seq_and_rev_count_without_gaps_room_by_room(office: RulesOffice) -> None:
    other = office.make_room(office.ana, "Other")
    placed = [office.post(office.ana, "x", room_id) for room_id in (office.home, other, office.home, office.home)]
    assert [(m.seq, m.rev) for m in placed] == [(1, 1), (1, 1), (2, 2), (3, 3)]


def test_a_message_is_what_was_sent(office: RulesOffice) -> None:
    message = office.post(office.cleo, "  **hi** <b>there</b>\n ", client_id="abc-1")
    assert message.body == "  **hi** <b>there</b>\n "
    assert (message.sender_id, message.client_id, message.created_at) == (office.cleo.user_id, "abc-1", START_MS)
    assert office.events == [MessagePosted(message)]
    assert office.read(posting.get, office.dora.session_id, message.id) == message


def test_a_refused_post_takes_no_seq_and_tells_nobody(office: RulesOffice) -> None:
    for body in ("", " \n\t ", "\ud800", "a\0b", "x" * 8_001):
        with pytest.raises((Invalid, TooLong)):
            office.post(office.ana, body)
    assert office.events == []
    assert office.post(office.ana, "x" * 8_000).seq == 1


def test_the_bound_counts_code_points_not_bytes(office: RulesOffice) -> None:
    assert office.post(office.ana, "😀" * 8_000).seq == 1
    with pytest.raises(TooLong):
        office.post(office.ana, "😀" * 8_001)


@pytest.mark.parametrize("client_id", ["", "a b", "ä", "x" * 65, "a/b", "a\n", "１２"])
def test_a_client_id_has_its_alphabet(office: RulesOffice, client_id: str) -> None:
    with pytest.raises(Invalid) as caught:
        office.post(office.ana, "x", client_id=client_id)
    assert caught.value.details["field"] == "client_id"


def test_the_same_client_id_is_the_same_message_whatever_else_it_says(office: RulesOffice) -> None:
    other = office.make_room(office.ana, "Other")
    first = office.post(office.ana, "once", client_id="same")
    office.events.clear()
    again = office.post(office.ana, "x" * 9_000, other, client_id="same", reply_to="nothing")
    assert again == first
    assert office.post(office.ana, "once", "no-such-room", client_id="same") == first
    assert office.events == []
    assert office.read(rooms.list_own, office.ana.session_id)[0].last_seq == 1


def test_a_client_id_is_its_senders_alone(office: RulesOffice) -> None:
    assert office.post(office.ana, "mine", client_id="same").id != office.post(office.ben, "mine", client_id="same").id


def test_a_repeat_of_a_deleted_message_is_its_tombstone(office: RulesOffice) -> None:
    first = office.post(office.ana, "oops", client_id="same")
    office.write(posting.delete, office.ana.session_id, first.id)
    again = office.post(office.ana, "oops", client_id="same")
    assert (again.id, again.deleted, again.body, again.rev) == (first.id, 1, "", 2)


def test_a_repeat_from_a_room_that_one_has_left_is_not_found(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Open")
    office.write(memberships.join, office.cleo.session_id, room_id)
    office.post(office.cleo, "mine", room_id, client_id="same")
    office.write(memberships.leave, office.cleo.session_id, room_id)
    for place in (room_id, office.home):
        with pytest.raises(NotFound):
            office.post(office.cleo, "mine", place, client_id="same")


def test_posting_moves_the_senders_own_mark_and_no_other(office: RulesOffice) -> None:
    office.post(office.ana, "x")
    marks = {m.user_id: m.read_seq for m in office.read(memberships.list_members, office.ana.session_id, office.home)}
    assert marks.pop(office.ana.user_id) == 1
    assert set(marks.values()) == {0}


def test_an_answer_is_to_a_message_of_the_same_room(office: RulesOffice) -> None:
    other = office.make_room(office.ana, "Other")
    asked = office.post(office.ana, "who?")
    assert office.post(office.ben, "me", reply_to=asked.id).reply_to == asked.id
    for reply_to in ("nothing", office.post(office.ana, "elsewhere", other).id, "\x00"):
        with pytest.raises(Invalid) as caught:
            office.post(office.ana, "me", reply_to=reply_to)
        assert caught.value.details["field"] == "reply_to"


def test_there_are_no_files_yet(office: RulesOffice) -> None:
    with pytest.raises(Invalid) as caught:
        office.post(office.ana, "x", attachment_ids=["f"])
    assert caught.value.details["field"] == "attachment_ids"


def test_an_edit_takes_the_next_rev_and_keeps_its_seq(office: RulesOffice) -> None:
    message = office.post(office.cleo, "first")
    office.post(office.ana, "second")
    office.now += 5_000
    edited = office.write(posting.edit, office.cleo.session_id, message.id, "better")
    assert (edited.seq, edited.rev, edited.body, edited.edited_at) == (1, 3, "better", START_MS + 5_000)
    assert office.events[-1] == MessageChanged(edited)


def test_an_edit_that_changes_nothing_is_none(office: RulesOffice) -> None:
    message = office.post(office.cleo, "same")
    office.events.clear()
    assert office.write(posting.edit, office.cleo.session_id, message.id, "same") == message
    assert office.events == []


def test_an_edit_has_the_bounds_of_a_post(office: RulesOffice) -> None:
    message = office.post(office.cleo, "fine")
    for body in ("", " ", "\ud800", "x" * 8_001):
        with pytest.raises((Invalid, TooLong)):
            office.write(posting.edit, office.cleo.session_id, message.id, body)


def test_only_the_sender_edits_not_even_the_owner(office: RulesOffice) -> None:
    message = office.post(office.cleo, "mine")
    for who in (office.ana, office.ben, office.dora):
        with pytest.raises(Forbidden):
            office.write(posting.edit, who.session_id, message.id, "theirs")


def test_the_sender_and_heads_delete_and_members_do_not(office: RulesOffice) -> None:
    for who in (office.cleo, office.ben, office.ana):
        message = office.post(office.cleo, "mine")
        with pytest.raises(Forbidden):
            office.write(posting.delete, office.dora.session_id, message.id)
        assert office.write(posting.delete, who.session_id, message.id).deleted


def test_a_tombstone_keeps_the_place_and_nothing_else(office: RulesOffice) -> None:
    message = office.post(office.cleo, "@Ana secret")
    gone = office.write(posting.delete, office.cleo.session_id, message.id)
    assert (gone.seq, gone.body, gone.mentions, gone.reactions) == (1, "", None, None)
    stored = office.read(lambda look: look.db.execute("SELECT body, mentions FROM messages").fetchall())
    assert stored == [("", None)]
    assert office.read(lambda look: look.db.execute("SELECT count(*) FROM mentions").fetchone()) == (0,)


def test_deleting_twice_is_one_deletion_and_a_tombstone_cannot_be_edited(office: RulesOffice) -> None:
    message = office.post(office.cleo, "x")
    gone = office.write(posting.delete, office.cleo.session_id, message.id)
    assert office.write(posting.delete, office.cleo.session_id, message.id) == gone
    with pytest.raises(NotFound):
        office.write(posting.edit, office.cleo.session_id, message.id, "back")


def test_outside_a_room_every_way_to_a_message_says_not_found(office: RulesOffice) -> None:
    room_id = closed_room(office)
    message = office.post(office.ana, "for two", room_id)
    office.events.clear()
    for who in (office.dora, office.ben):  # being an admin opens no door
        with pytest.raises(NotFound):
            office.read(posting.get, who.session_id, message.id)
        with pytest.raises(NotFound):
            office.write(posting.edit, who.session_id, message.id, "x")
        with pytest.raises(NotFound):
            office.write(posting.delete, who.session_id, message.id)
        with pytest.raises(NotFound):
            office.post(who, "let me in", room_id)
        with pytest.raises(NotFound):
            office.write(read_receipts.lower, who.session_id, room_id, 0)
    assert office.events == []


def test_what_is_not_there_looks_like_what_is_not_yours(office: RulesOffice) -> None:
    message = office.post(office.ana, "for two", closed_room(office))
    told = []
    for message_id in (message.id, "nosuchmessage"):
        with pytest.raises(NotFound) as caught:
            office.read(posting.get, office.dora.session_id, message_id)
        told.append((caught.value.message, caught.value.details))
    assert told[0] == told[1]


def test_without_a_living_session_nothing_is_posted(office: RulesOffice) -> None:
    office.write(sessions.end, office.cleo.session_id)
    with pytest.raises(NotSignedIn):
        office.post(office.cleo, "ghost")
    with pytest.raises(NotSignedIn):
        office.write(posting.post, "no such session", PostMessage(room_id=office.home, client_id="c", body="ghost"))


def test_unmark_alone_lowers_and_never_raises(office: RulesOffice) -> None:
    for _ in range(3):
        office.post(office.ana, "x")
    office.write(read_receipts.store, {(office.cleo.user_id, office.home): 3})
    assert office.write(read_receipts.lower, office.cleo.session_id, office.home, 1) == 1
    assert office.write(read_receipts.lower, office.cleo.session_id, office.home, 2) == 1
    assert office.write(read_receipts.lower, office.cleo.session_id, office.home, -(10**30)) == 0
    assert office.write(read_receipts.lower, office.cleo.session_id, office.home, 10**30) == 0


def test_kept_marks_only_ever_raise(office: RulesOffice) -> None:
    office.post(office.cleo, "x")
    office.write(read_receipts.store, {(office.cleo.user_id, office.home): 0, (office.dora.user_id, "no-room"): 5})
    marks = {m.user_id: m.read_seq for m in office.read(memberships.list_members, office.ana.session_id, office.home)}
    assert marks[office.cleo.user_id] == 1
