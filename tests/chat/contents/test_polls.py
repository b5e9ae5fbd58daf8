"""Polls: what may be posted, who may vote, what others see of it, and how they end."""

from datetime import UTC, datetime
from typing import Any

import pytest

from chat_desktop.chat.contents import answers, moments, polls
from chat_desktop.chat.core import creation_limits
from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.creation_limits import CreationLimits
from chat_desktop.chat.core.events import AnswersChanged, MessageChanged
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.joining import roles
from chat_desktop.chat.messages import history, posting
from chat_desktop.errors import Forbidden, Invalid, NotFound, RateLimited
from chat_desktop.wire import parsing, payloads
from tests.chat.contents.due import settle
from tests.support.parts.rules_office import Person, RulesOffice

LUNCH = {"question": "Where do we eat?", "options": ["Noodles", "Canteen", "Pizza"]}


def post(office: RulesOffice, who: Person, room_id: str | None = None, **keys: Any) -> Message:
    body = {"room_id": room_id or office.home, "client_id": f"poll{office.now}{who.user_id}", "body": "typed"}
    asked = parsing.convert(PostMessage, {**body, "content": {"poll": {**LUNCH, **keys}}})
    return office.write(posting.post, who.session_id, asked)


def vote(office: RulesOffice, who: Person, message: Message, *choices: int) -> answers.Answered:
    return office.write(polls.vote, who.session_id, message.id, list(choices))


def shown(office: RulesOffice, message: Message) -> dict[str, Any]:
    message = office.read(posting.get, office.cleo.session_id, message.id)
    found: dict[str, Any] = payloads.message(message)["content"]["poll"]
    return found


def counts(office: RulesOffice, message: Message) -> list[int]:
    return [option["votes"] for option in shown(office, message)["options"]]


def test_the_text_of_a_poll_says_what_it_asks(office: RulesOffice) -> None:
    message = post(office, office.ana, question="  Where  do we eat, @Ben? ")
    assert message.body == "Where do we eat, @Ben?\n- Noodles\n- Canteen\n- Pizza"
    assert payloads.message(message)["mentions"] == [office.ben.user_id]


@pytest.mark.parametrize("body", ["", " ", "typed"])
@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({"poll": {"question": "Tea?", "options": ["Yes", "No"]}}, "Tea?\n- Yes\n- No"),
        ({"checklist": {"title": "Monday", "items": ["Water"]}}, "Monday\n- Water"),
    ],
)
def test_the_host_makes_the_text_whatever_was_sent_with_it(
    office: RulesOffice, body: str, content: Any, text: str
) -> None:
    asked = {"room_id": office.home, "client_id": "made", "body": body, "content": content}
    assert office.write(posting.post, office.ana.session_id, parsing.convert(PostMessage, asked)).body == text


@pytest.mark.parametrize("content", [{"urgent": {}}, None])
def test_what_has_no_text_but_its_own_needs_one(office: RulesOffice, content: Any) -> None:
    asked = {"room_id": office.home, "client_id": "empty", "body": " ", "content": content}
    with pytest.raises(Invalid, match="empty"):
        office.write(posting.post, office.ana.session_id, parsing.convert(PostMessage, asked))


def test_a_message_without_content_has_no_such_key(office: RulesOffice) -> None:
    assert "content" not in payloads.message(office.post(office.ana, "plain"))


@pytest.mark.parametrize(
    ("keys", "field"),
    [
        ({"options": ["One"]}, "content"),
        ({"options": [str(n) for n in range(13)]}, "content"),
        ({"options": ["a", "x" * 141]}, "content"),
        ({"question": "x" * 301}, "content"),
        ({"options": ["a", " a "]}, "options"),
        ({"options": ["a", "  "]}, "options"),
        ({"question": " "}, "question"),
        ({"other": 1}, "other"),
        ({"many": "yes"}, "content"),
        ({"ends_at": "soon"}, "content"),
        ({"ends_at": "2026-11-23T01:29:03"}, "content"),
        ({"ends_at": "2020-01-01T00:00:00Z"}, "ends_at"),
        ({"ends_at": "2099-01-01T00:00:00Z"}, "ends_at"),
        ({"question": "a\0b"}, "body"),
    ],
)
def test_another_shape_is_refused(office: RulesOffice, keys: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        post(office, office.ana, **keys)
    assert caught.value.details["field"] == field


@pytest.mark.parametrize("content", [{}, {"poll": None}, "poll", []])
def test_content_holds_one_kind(office: RulesOffice, content: Any) -> None:
    body = {"room_id": office.home, "client_id": "c", "body": "x", "content": content}
    with pytest.raises(Invalid) as caught:
        office.write(posting.post, office.ana.session_id, parsing.convert(PostMessage, body))
    assert caught.value.details["field"] == "content"


def test_a_vote_counts_once_and_may_be_changed_and_taken_back(office: RulesOffice) -> None:
    message = post(office, office.ana)
    assert vote(office, office.ben, message, 1).mine == (1,)
    assert counts(office, message) == [0, 1, 0]
    settle(office)
    vote(office, office.ben, message, 2)
    settle(office)
    vote(office, office.cleo, message, 2)
    assert counts(office, message) == [0, 0, 2]
    settle(office)
    vote(office, office.ben, message)
    assert (counts(office, message), shown(office, message)["voters"]) == ([0, 0, 1], 1)


def test_one_choice_is_one_and_many_may_be_more(office: RulesOffice) -> None:
    with pytest.raises(Invalid):
        vote(office, office.ben, post(office, office.ana), 0, 1)
    office.now += 1
    many = post(office, office.ana, many=True)
    vote(office, office.ben, many, 2, 0)
    assert (counts(office, many), shown(office, many)["voters"]) == ([1, 0, 1], 1)
    for wrong in ([3], [-1], [1, 1]):
        with pytest.raises(Invalid):
            vote(office, office.ben, many, *wrong)


def test_everyone_sees_who_has_voted_in_an_open_poll(office: RulesOffice) -> None:
    message = post(office, office.ana)
    vote(office, office.ben, message, 1)
    assert shown(office, message)["options"][1]["user_ids"] == [office.ben.user_id]
    found = office.read(answers.get, office.cleo.session_id, message.id)
    assert (found.mine, [row[:2] for row in found.answers]) == ((), [(office.ben.user_id, 1)])


def test_nobody_sees_who_has_voted_in_a_secret_poll(office: RulesOffice) -> None:
    message = post(office, office.ana, secret=True)
    vote(office, office.ben, message, 1)
    assert "user_ids" not in str(shown(office, message)["options"])
    for person, mine in ((office.ana, ()), (office.cleo, ()), (office.ben, (1,))):
        found = office.read(answers.get, person.session_id, message.id)
        assert (found.mine, found.answers) == (mine, [])
    told = [event.user_id for event in office.events if isinstance(event, AnswersChanged)]
    assert told == [office.ben.user_id]


def test_a_secret_poll_that_has_ended_knows_nobody_any_more(office: RulesOffice) -> None:
    message = post(office, office.ana, secret=True)
    vote(office, office.ben, message, 1)
    office.write(polls.end, office.ana.session_id, message.id)
    assert office.read(answers.get, office.ben.session_id, message.id).mine == ()
    assert counts(office, message) == [0, 1, 0]


def test_votes_of_one_second_are_published_twice_at_most(office: RulesOffice) -> None:
    message = post(office, office.ana, many=True)
    office.events.clear()
    for choice in range(3):
        for person in (office.ana, office.ben, office.cleo, office.dora):
            vote(office, person, message, choice)
    settle(office)
    assert counts(office, message) == [0, 0, 4]
    assert sum(isinstance(event, MessageChanged) for event in office.events) == 2
    settle(office)
    assert office.read(moments.due) is None, "nothing is left to do"


def test_nobody_changes_answers_without_end(office: RulesOffice) -> None:
    message = post(office, office.ana)
    office.limits = CreationLimits(lambda: 0.0)
    burst = int(creation_limits.BOUNDS["answer"].burst)
    for number in range(burst):
        vote(office, office.cleo, message, number % 2)
    with pytest.raises(RateLimited):
        vote(office, office.cleo, message, burst % 2)
    vote(office, office.cleo, message, (burst - 1) % 2)  # what is there already costs nothing


def test_a_poll_ends_by_its_time(office: RulesOffice) -> None:
    end = office.now + 60_000
    message = post(office, office.ana, ends_at=datetime.fromtimestamp(end / 1000, UTC).isoformat())
    vote(office, office.ben, message, 0)
    settle(office)
    assert office.read(moments.due) == end
    office.now = end
    with pytest.raises(Forbidden):
        vote(office, office.ben, message, 1)  # also before the host has come to it
    office.write(moments.run)
    assert shown(office, message)["ended_at"] == payloads.time(end)
    assert office.read(moments.due) is None


def test_a_secret_poll_that_ends_while_votes_wait_to_be_counted_keeps_them(office: RulesOffice) -> None:
    """As after a restart of the host: both moments are due at once."""
    ends = datetime.fromtimestamp((office.now + 500) / 1000, UTC).isoformat()
    message = post(office, office.ana, secret=True, ends_at=ends)
    vote(office, office.cleo, message, 1)
    vote(office, office.dora, message, 1)
    office.now += 60_000
    assert office.write(moments.run) == 2
    assert (counts(office, message), shown(office, message)["voters"]) == ([0, 2, 0], 2)


def test_a_clock_that_is_set_back_does_not_stop_the_counting(office: RulesOffice) -> None:
    message = post(office, office.ana)
    vote(office, office.cleo, message, 1)
    office.now -= 3_600_000
    office.events.clear()
    vote(office, office.dora, message, 1)
    assert [type(event) for event in office.events if isinstance(event, MessageChanged)] == [MessageChanged]
    assert counts(office, message) == [0, 2, 0]


def test_the_author_and_admins_end_a_poll(office: RulesOffice) -> None:
    message = post(office, office.cleo)
    with pytest.raises(Forbidden):
        office.write(polls.end, office.dora.session_id, message.id)
    ended = office.write(polls.end, office.ben.session_id, message.id)
    assert office.write(polls.end, office.cleo.session_id, message.id).rev == ended.rev
    with pytest.raises(Forbidden, match="over"):
        vote(office, office.ben, message, 0)


def test_a_read_only_author_does_not_end_a_poll(office: RulesOffice) -> None:
    message = post(office, office.cleo)
    office.write(roles.change, office.ana.session_id, office.cleo.user_id, None, True, None)
    with pytest.raises(Forbidden):
        office.write(polls.end, office.cleo.session_id, message.id)
    assert shown(office, message)["ended_at"] is None


def test_a_poll_is_not_edited_and_is_deleted_whole(office: RulesOffice) -> None:
    message = post(office, office.ana, ends_at=datetime.fromtimestamp(office.now / 1000 + 60, UTC).isoformat())
    vote(office, office.ben, message, 0)
    with pytest.raises(Forbidden):
        office.write(posting.edit, office.ana.session_id, message.id, "Other")
    deleted = office.write(posting.delete, office.ana.session_id, message.id)
    assert (deleted.content, office.read(moments.due)) == (None, None)
    with pytest.raises(NotFound):
        vote(office, office.ben, message, 0)
    assert office.read(answers.get, office.ben.session_id, message.id).answers == []


def test_a_plain_message_is_no_poll(office: RulesOffice) -> None:
    with pytest.raises(NotFound):
        vote(office, office.ben, office.post(office.ana, "x"), 0)


def test_someone_outside_and_a_reader_do_not_vote(office: RulesOffice) -> None:
    room = office.make_room(office.ana, "Kitchen", "closed", office.cleo)
    message = post(office, office.ana, room)
    office.make_guest(office.cleo, room, read_only=True)
    with pytest.raises(Forbidden):
        vote(office, office.cleo, message, 0)
    with pytest.raises(NotFound):
        vote(office, office.dora, message, 0)
    with pytest.raises(NotFound):
        office.read(answers.get, office.dora.session_id, message.id)


def test_a_sync_brings_the_counts(office: RulesOffice) -> None:
    message = post(office, office.ana)
    vote(office, office.ben, message, 0)
    (changed,) = office.read(history.sync, office.cleo.session_id, {office.home: message.rev}).messages
    assert payloads.message(changed)["content"]["poll"]["voters"] == 1
