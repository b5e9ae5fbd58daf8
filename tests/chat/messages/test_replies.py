"""Replies and their threads: the summary, following, and replies that only their thread shows."""

import json
from typing import Any

import pytest

from chat_desktop.chat.core.events import MessageChanged, MessagePosted, OwnDataChanged
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.messages import posting, replies
from chat_desktop.chat.reading import threads
from chat_desktop.chat.rooms import memberships
from chat_desktop.errors import Invalid, NotFound
from tests.support.parts.rules_office import Person, RulesOffice


def summary(message: Message) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(message.thread or "{}")
    return found


def stored(office: RulesOffice, message: Message) -> Message:
    return office.read(posting.get, office.ana.session_id, message.id)


def is_following(office: RulesOffice, who: Person, message: Message) -> bool:
    return office.read(threads.page, who.session_id, message.id).following


def test_a_reply_to_a_reply_belongs_to_the_thread_of_the_first_message(office: RulesOffice) -> None:
    root = office.post(office.ana, "The invoice page is up")
    first = office.post(office.ben, "Maybe the cache?", reply_to=root.id)
    office.now += 1_000
    second = office.post(office.cleo, "It was", reply_to=first.id)
    assert (first.root_id, second.root_id) == (root.id, root.id)
    expected = {"replies": 2, "last_at": office.now, "author_id": office.ana.user_id}
    expected |= {"user_ids": [office.cleo.user_id, office.ben.user_id]}
    assert summary(stored(office, root)) == summary(second) == expected
    for message in (root, first, second):
        found = office.read(threads.page, office.dora.session_id, message.id)
        assert (found.root.id, [reply.id for reply in found.replies]) == (root.id, [first.id, second.id])


def test_a_thread_is_read_in_parts(office: RulesOffice) -> None:
    root = office.post(office.ana, "Count")
    ids = [office.post(office.ben, str(number), reply_to=root.id).id for number in range(5)]
    last = office.read(threads.page, office.ana.session_id, root.id, limit=2)
    assert ([reply.id for reply in last.replies], last.more_before) == (ids[3:], True)
    rest = office.read(threads.page, office.ana.session_id, root.id, before=last.replies[0].seq, limit=3)
    assert ([reply.id for reply in rest.replies], rest.more_before) == (ids[:3], False)
    with pytest.raises(Invalid):
        office.read(threads.page, office.ana.session_id, root.id, limit=threads.PAGE_MAX + 1)


def test_a_plain_message_belongs_to_no_thread(office: RulesOffice) -> None:
    message = office.post(office.ana, "Plain")
    assert (message.root_id, message.thread) == (None, None)


def test_a_deleted_reply_no_longer_counts(office: RulesOffice) -> None:
    root = office.post(office.ana, "The invoice page is up")
    first = office.post(office.ben, "Maybe the cache?", reply_to=root.id)
    second = office.post(office.cleo, "It was", reply_to=root.id)
    office.events.clear()
    office.write(posting.delete, office.cleo.session_id, second.id)
    changed = [event.message for event in office.events if isinstance(event, MessageChanged)]
    assert [message.id for message in changed] == [second.id, root.id]
    assert changed[0].root_id is None
    assert summary(changed[1])["replies"] == 1
    assert summary(changed[1])["user_ids"] == [office.ben.user_id]
    office.write(posting.delete, office.ben.session_id, first.id)
    assert stored(office, root).thread is None


def test_of_a_long_thread_only_the_last_replies_are_read_when_one_is_deleted(office: RulesOffice) -> None:
    root = office.post(office.ana, "Count")
    sent = [office.post(office.ben, str(number), reply_to=root.id) for number in range(replies.READ_WRITERS + 5)]
    seen: list[int] = []

    def see() -> None:
        seen.append(1)

    def delete(work: Work, message_id: str) -> None:
        work.db.set_progress_handler(see, 1)  # type: ignore[attr-defined]
        posting.delete(work, office.ben.session_id, message_id)
        work.db.set_progress_handler(None, 1)  # type: ignore[attr-defined]

    def steps(message: Message) -> int:
        seen.clear()
        office.write(delete, message.id)
        return len(seen)

    usual = steps(sent[0])
    more = [office.post(office.ben, str(number), reply_to=root.id) for number in range(100)]
    assert steps(sent[1]) < usual + 20
    assert summary(stored(office, root))["replies"] == len(sent) + len(more) - 2
    for message in [*sent[2:], *more[1:]]:
        office.write(posting.delete, office.ben.session_id, message.id)
    assert summary(stored(office, root))["replies"] == 1


def test_who_writes_or_began_follows_and_may_leave(office: RulesOffice) -> None:
    root = office.post(office.ana, "The invoice page is up")
    office.post(office.ben, "Maybe the cache?", reply_to=root.id)
    assert [is_following(office, who, root) for who in (office.ana, office.ben, office.cleo)] == [True, True, False]
    office.write(threads.unfollow, office.ana.session_id, root.id)
    office.write(threads.follow, office.cleo.session_id, root.id)
    office.post(office.ben, "It was", reply_to=root.id)
    assert [is_following(office, who, root) for who in (office.ana, office.ben, office.cleo)] == [False, True, True]


def test_who_follows_another_thread_or_one_less_learns_of_it_on_every_device(office: RulesOffice) -> None:
    def told() -> list[str]:
        found = [event for event in office.events if isinstance(event, OwnDataChanged)]
        office.events.clear()
        assert {event.what for event in found} <= {"threads"}
        return [event.user_id for event in found]

    root = office.post(office.ana, "The invoice page is up")
    assert told() == []
    office.post(office.ben, "Maybe the cache?", reply_to=root.id)
    assert sorted(told()) == sorted([office.ana.user_id, office.ben.user_id])
    office.post(office.ben, "It was", reply_to=root.id)
    assert told() == []  # they follow it already
    for rule in (threads.follow, threads.unfollow):
        office.write(rule, office.cleo.session_id, root.id)
        assert told() == [office.cleo.user_id]


def test_a_thread_of_another_room_is_not_found(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Desk", "closed", office.ben)
    root = office.post(office.ana, "Only us", room_id)
    office.post(office.ben, "Yes", room_id, reply_to=root.id)
    office.write(memberships.leave, office.ben.session_id, room_id)
    for who in (office.ben, office.cleo):
        for rule in (threads.follow, threads.unfollow):
            with pytest.raises(NotFound):
                office.write(rule, who.session_id, root.id)
        with pytest.raises(NotFound):
            office.read(threads.page, who.session_id, root.id)


def test_following_by_hand_has_a_limit(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "FOLLOWED_MOST", 1)
    one, other = office.post(office.ana, "One"), office.post(office.ana, "Other")
    office.write(threads.follow, office.cleo.session_id, one.id)
    with pytest.raises(Invalid):
        office.write(threads.follow, office.cleo.session_id, other.id)


def test_a_reply_can_stand_in_its_thread_only(office: RulesOffice) -> None:
    root = office.post(office.ana, "The invoice page is up")
    reply = office.post(office.ben, "Maybe the cache?", reply_to=root.id, folded=True)
    assert summary(reply)["folded"] is True
    assert "folded" not in summary(stored(office, root))
    posted = [event.message for event in office.events if isinstance(event, MessagePosted)]
    assert posted[-1].thread == reply.thread
    with pytest.raises(Invalid):
        office.post(office.ben, "To nobody", folded=True)
