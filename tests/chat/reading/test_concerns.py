"""What concerns a person, in one list."""

import pytest

from chat_desktop.chat.messages import posting, reactions
from chat_desktop.chat.reading import concerns, threads
from chat_desktop.chat.rooms import memberships
from chat_desktop.errors import Invalid
from tests.support.parts.rules_office import Person, RulesOffice


def listed(office: RulesOffice, who: Person, kind: str | None = None) -> list[tuple[str, str, str]]:
    found, _ = office.read(concerns.page, who.session_id, kind)
    return [(concern.kind, concern.actor_id, concern.message.id) for concern in found]


def test_what_concerns_a_person_is_listed_newest_first(office: RulesOffice) -> None:
    ana, ben, cleo = office.ana, office.ben, office.cleo
    mine = office.post(ana, "Fixed on my side")
    office.now += 1
    mention = office.post(ben, "@Ana the meeting moved")
    office.now += 1
    reply = office.post(ben, "Perfect", reply_to=mine.id)
    office.now += 1
    for who in (ben, cleo):
        office.write(reactions.add, who.session_id, mine.id, "🎉")
    office.now += 1
    office.post(cleo, "To Ben", reply_to=reply.id)
    expected = [
        ("thread", cleo.user_id, mine.id),
        ("reaction", cleo.user_id, mine.id),
        ("reply", ben.user_id, reply.id),
        ("mention", ben.user_id, mention.id),
    ]
    assert listed(office, ana) == expected
    for kind in concerns.KINDS:
        assert listed(office, ana, kind) == [row for row in expected if row[0] == kind]
    assert [row[0] for row in listed(office, ben)] == ["reply"]
    assert listed(office, cleo) == []


def test_a_reply_that_mentions_is_listed_once(office: RulesOffice) -> None:
    mine = office.post(office.ana, "Who?")
    office.post(office.ben, "@Ana you", reply_to=mine.id)
    assert [row[0] for row in listed(office, office.ana)] == ["mention"]


def test_own_acts_are_not_listed(office: RulesOffice) -> None:
    mine = office.post(office.ana, "@Ana, do not forget")
    office.post(office.ana, "Done", reply_to=mine.id)
    office.write(reactions.add, office.ana.session_id, mine.id, "🎉")
    assert listed(office, office.ana) == []


def test_what_is_no_longer_so_is_not_listed(office: RulesOffice) -> None:
    mine = office.post(office.ana, "Fixed")
    office.write(reactions.add, office.ben.session_id, mine.id, "🎉")
    office.write(reactions.remove, office.ben.session_id, mine.id, "🎉")
    mention = office.post(office.ben, "@Ana the meeting moved")
    office.write(posting.edit, office.ben.session_id, mention.id, "the meeting moved")
    gone = office.post(office.ben, "Perfect", reply_to=mine.id)
    office.write(posting.delete, office.ben.session_id, gone.id)
    assert listed(office, office.ana) == []


def test_only_rooms_that_the_person_is_in_now_are_listed(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Desk", "closed", office.ben)
    office.post(office.ana, "@Ben, the door code is 4711", room_id)
    assert len(listed(office, office.ben)) == 1
    office.write(memberships.leave, office.ben.session_id, room_id)
    assert listed(office, office.ben) == []
    assert office.read(concerns.new, office.ben.session_id)[0] == []


def test_threads_of_a_room_that_was_left_are_not_told(office: RulesOffice) -> None:
    room = office.make_room(office.ana, "Kitchen", "closed", office.cleo)
    root = office.post(office.ana, "Plan", room)
    office.write(threads.follow, office.cleo.session_id, root.id)
    assert office.read(concerns.new, office.cleo.session_id)[1] == [root.id]
    office.write(memberships.leave, office.cleo.session_id, room)
    assert office.read(concerns.new, office.cleo.session_id)[1] == []


def test_the_list_is_read_in_parts(office: RulesOffice) -> None:
    ids = []
    for number in range(5):
        office.now += number // 2  # two of them in one millisecond
        ids.append(office.post(office.ben, f"@Ana {number}").id)
    first, following = office.read(concerns.page, office.ana.session_id, limit=2)
    second, more = office.read(concerns.page, office.ana.session_id, before=following, limit=2)
    third, end = office.read(concerns.page, office.ana.session_id, before=more, limit=2)
    found = [concern.message for concern in [*first, *second, *third]]
    assert sorted(message.id for message in found) == sorted(ids)
    assert [message.created_at for message in found] == sorted((m.created_at for m in found), reverse=True)
    assert end is None
    for asked in ({"kind": "shout"}, {"before": "x"}, {"limit": 0}, {"limit": 101}):
        with pytest.raises(Invalid):
            office.read(concerns.page, office.ana.session_id, **asked)


def test_what_was_seen_is_not_new(office: RulesOffice) -> None:
    root = office.post(office.ana, "@Ben, look")
    office.write(threads.follow, office.cleo.session_id, root.id)
    unseen, followed = office.read(concerns.new, office.ben.session_id)
    assert ([concern.message.id for concern in unseen], followed) == ([root.id], [])
    assert office.read(concerns.new, office.cleo.session_id) == ([], [root.id])
    office.write(concerns.see, office.ben.session_id, office.now + 1_000_000)
    assert office.read(concerns.new, office.ben.session_id)[0] == []
    office.now += 1
    office.post(office.ana, "@Ben, again")
    office.write(concerns.see, office.ben.session_id, 0)
    assert len(office.read(concerns.new, office.ben.session_id)[0]) == 1


def test_what_was_seen_before_the_clock_was_set_back_hides_nothing_for_long(office: RulesOffice) -> None:
    office.write(concerns.see, office.ben.session_id, office.now)
    office.now -= 86_400_000
    office.write(concerns.see, office.ben.session_id, office.now)
    office.now += 1
    office.post(office.ana, "@Ben, look")
    assert len(office.read(concerns.new, office.ben.session_id)[0]) == 1
