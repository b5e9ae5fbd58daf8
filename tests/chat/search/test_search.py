"""What a person finds: in the rooms that they may read now, by words and by filters, page by page."""

from typing import Any

import pytest

from chat_desktop.chat.core.new_contents import NewContent, NewPoll
from chat_desktop.chat.messages import posting, room_removal, room_state
from chat_desktop.chat.reading import later, pins
from chat_desktop.chat.rooms import memberships, rooms
from chat_desktop.chat.search import days, search
from chat_desktop.chat.search.asked import Asked
from chat_desktop.errors import Invalid, NotFound, NotSignedIn
from tests.chat.search.cases import FOUND, IN_MIDDLE, NOT_FOUND
from tests.support.parts.rules_office import Person, RulesOffice

DAY_MS = 24 * 3600 * 1000


def page(office: RulesOffice, who: Person, typed: str, cursor: str | None = None, limit: int = 50, **asked: Any) -> Any:
    office.indexer.catch_up()
    return office.read(search.find, who.session_id, Asked(typed, **asked), cursor, limit)


def bodies(office: RulesOffice, who: Person, typed: str, **asked: Any) -> list[str]:
    return [result.message.body for result in page(office, who, typed, **asked).results]


def refusal(office: RulesOffice, typed: str, **asked: Any) -> Invalid:
    with pytest.raises(Invalid) as caught:
        page(office, office.ana, typed, **asked)
    return caught.value


# Words


def test_the_index_finds_all_the_cases_of_scripts(office: RulesOffice) -> None:
    for typed, body, _ in FOUND + IN_MIDDLE:
        found = office.post(office.ana, body)
        result = page(office, office.ana, typed).results[0]
        assert result.message.id == found.id, typed
        assert result.marks, typed
    for typed, body in NOT_FOUND:
        posted = office.post(office.ana, f"{body} zebra")
        found_ids = [each.message.id for each in page(office, office.ana, f"{typed} zebra").results]
        assert (posted.id in found_ids) == (typed == "plan" and "explanation" in body), typed


def test_words_in_the_middle_of_others_come_only_where_that_brings_less_than_a_page(office: RulesOffice) -> None:
    for body in ("the plan", "an explanation", "plans", "airplanes"):
        office.post(office.ana, body)
    assert bodies(office, office.ana, "plan") == ["airplanes", "plans", "an explanation", "the plan"]
    assert bodies(office, office.ana, '"plan"') == ["the plan"]
    first = page(office, office.ana, "plan", limit=1)
    found = [result.message.body for result in first.results]
    while first.cursor is not None:
        first = page(office, office.ana, "plan", first.cursor, limit=1)
        found += [result.message.body for result in first.results]
    assert found == ["plans", "the plan", "airplanes", "an explanation"], "those in the middle come last"


def test_pages_follow_each_other_and_what_is_posted_meanwhile_does_not_move_them(office: RulesOffice) -> None:
    for number in range(7):
        office.post(office.ana, f"plan {number}")
    first = page(office, office.ana, "plan", limit=3)
    office.post(office.ana, "plan 7")
    second = page(office, office.ana, "plan", first.cursor, limit=3)
    third = page(office, office.ana, "plan", second.cursor, limit=3)
    found = [[result.message.body[-1] for result in each.results] for each in (first, second, third)]
    assert found == [["6", "5", "4"], ["3", "2", "1"], ["0"]]
    assert third.cursor is None


def test_edits_and_deletions_are_followed(office: RulesOffice) -> None:
    changed, deleted = office.post(office.ana, "the pelican"), office.post(office.ana, "another pelican")
    assert len(bodies(office, office.ana, "pelican")) == 2
    office.write(posting.edit, office.ana.session_id, changed.id, "the heron")
    office.write(posting.delete, office.ana.session_id, deleted.id)
    assert bodies(office, office.ana, "pelican") == bodies(office, office.ana, "elica") == []
    assert bodies(office, office.ana, "heron") == ["the heron"]


def test_what_the_index_has_not_followed_yet_is_not_shown_as_if_it_were_found(office: RulesOffice) -> None:
    changed, deleted = office.post(office.ana, "the pelican"), office.post(office.ana, "another pelican")
    office.indexer.catch_up()
    office.write(posting.edit, office.ana.session_id, changed.id, "the heron")
    office.write(posting.delete, office.ana.session_id, deleted.id)
    assert office.read(search.find, office.ana.session_id, Asked("pelican")).results == []


# Who may see what


def test_only_rooms_that_the_person_is_in_now_are_searched(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Plans", "closed", office.cleo, office.ben)
    office.post(office.cleo, "the pelican", room_id)
    assert bodies(office, office.cleo, "pelican") == ["the pelican"]
    assert bodies(office, office.dora, "pelican") == []
    cursor = page(office, office.ben, "pelican is", limit=1).cursor
    assert cursor is None
    office.write(memberships.leave, office.cleo.session_id, room_id)
    office.write(memberships.remove, office.ana.session_id, room_id, office.ben.user_id)
    for person in (office.cleo, office.ben):
        assert bodies(office, person, "pelican") == bodies(office, person, "elica") == []
        assert bodies(office, person, "from:cleo") == []
        with pytest.raises(NotFound):
            page(office, person, "pelican", room_id=room_id)
        with pytest.raises(Invalid):
            page(office, person, "pelican in:plans")
    office.write(memberships.add, office.ana.session_id, room_id, [office.ben.user_id])
    assert bodies(office, office.ben, "pelican") == ["the pelican"]


def test_a_guest_finds_what_is_in_their_rooms_alone(office: RulesOffice) -> None:
    lobby = office.make_room(office.ana, "Lobby", "closed", office.dora)
    office.post(office.ana, "pelican at home")
    office.post(office.ana, "pelican in the lobby", lobby)
    office.make_guest(office.dora, lobby)
    assert bodies(office, office.dora, "pelican") == ["pelican in the lobby"]
    assert refusal_of(office, office.dora, "from:cleo pelican")
    assert bodies(office, office.dora, "from:ana") == ["pelican in the lobby"]


def refusal_of(office: RulesOffice, who: Person, typed: str) -> str:
    with pytest.raises(Invalid) as caught:
        page(office, who, typed)
    return caught.value.message


def test_archived_rooms_are_searched_and_deleted_ones_are_not(office: RulesOffice) -> None:
    kept, gone = (office.make_room(office.ana, name) for name in ("Kept", "Gone"))
    for room_id in (gone, kept):
        office.post(office.ana, "the pelican", room_id)
    office.write(room_state.archive, office.ana.session_id, kept, True)
    assert len(bodies(office, office.ana, "pelican")) == 2
    office.write(room_state.delete, office.ana.session_id, gone, "Gone")
    assert len(bodies(office, office.ana, "pelican")) == 1
    while office.write(room_removal.run):
        pass
    assert len(bodies(office, office.ana, "pelican")) == 1


def test_who_is_signed_out_or_removed_finds_nothing(office: RulesOffice) -> None:
    office.remove_from_office(office.dora)
    with pytest.raises(NotSignedIn):
        page(office, office.dora, "pelican")


# Filters


def test_people_and_rooms_are_named_whole_or_by_the_beginning_of_a_word(office: RulesOffice) -> None:
    front = office.make_room(office.ana, "Front office", "open", office.ben)
    fronts = office.make_room(office.ana, "Front", "open", office.ben)
    office.post(office.ana, "a plan", front)
    office.post(office.ben, "b plan", fronts)
    direct = office.write(rooms.get_or_create_direct, office.ana.session_id, [office.ben.user_id])[0].id
    notes = office.write(rooms.get_or_create_direct, office.ana.session_id, [])[0].id
    office.post(office.ben, "c plan", direct)
    office.post(office.ana, "d plan", notes)

    def find(typed: str) -> str:
        return "".join(sorted(body[0] for body in bodies(office, office.ana, typed)))

    assert find("plan from:ana") == find("plan from:@ANA") == find("from:me") == find("from:an plan") == "ad"
    assert find("plan from:ana from:ben") == "abcd"
    assert find("plan -from:me") == "bc"
    assert find("in:front plan") == "b", "a whole name comes first"
    assert find("in:fron plan") == find("in:#front in:offi") == "ab"
    assert find('in:"front office"') == "a"
    assert find("in:ben") == "c"
    assert find("in:ana plan") == "d"
    assert find("plan -in:front") == "acd"
    assert find("plan from:ana from:ben -from:ana -from:ben") == ""
    assert "“nobody”" in refusal(office, "from:nobody").message
    assert "“nowhere”" in refusal(office, "in:nowhere x").message


def test_what_a_message_has(office: RulesOffice) -> None:
    office.post(office.ana, "see https://wiki.lan/plan")
    office.post(office.ana, "the plan")
    assert bodies(office, office.ana, "has:link") == ["see https://wiki.lan/plan"]
    assert bodies(office, office.ana, "plan -has:link") == ["the plan"]
    assert bodies(office, office.ana, "plan", has=frozenset({"link"})) == ["see https://wiki.lan/plan"]
    office.post(office.ana, "x", content=NewContent(poll=NewPoll("Which plan?", ["the old plan", "the new one"])))
    assert [body[:6] for body in bodies(office, office.ana, "has:poll old")] == ["Which "]
    assert bodies(office, office.ana, "has:file") == bodies(office, office.ana, "has:poll has:image") == []
    assert refusal(office, "has:nothing").message == "“nothing” is none of link, file, image, video, voice, poll."
    assert refusal(office, "plan", has=frozenset({"nothing"})).details["field"] == "has"


def test_days_are_those_of_whoever_asks(office: RulesOffice) -> None:
    """The office's clock begins at 2026-11-23T01:29:03Z."""
    office.post(office.ana, "monday plan")
    office.now += DAY_MS
    office.post(office.ana, "tuesday plan")
    office.now += 1
    assert bodies(office, office.ana, "plan on:today") == ["tuesday plan"]
    assert bodies(office, office.ana, "plan on:yesterday") == ["monday plan"]
    assert bodies(office, office.ana, "on:2026-11-23") == ["monday plan"]
    assert bodies(office, office.ana, "before:2026-11-24") == ["monday plan"]
    assert bodies(office, office.ana, "after:2026-11-23 plan") == ["tuesday plan"]
    assert bodies(office, office.ana, "after:2026-11-24 plan") == bodies(office, office.ana, "before:2026") == []
    assert bodies(office, office.ana, "after:2026 before:2025") == []
    assert len(bodies(office, office.ana, "on:2026-11 plan")) == 2
    new_york = days.zone(None, -300)
    assert bodies(office, office.ana, "on:2026-11-22", zone=new_york) == ["monday plan"]
    assert bodies(office, office.ana, "plan", since_ms=office.now - 1) == ["tuesday plan"]
    assert bodies(office, office.ana, "plan", until_ms=office.now - 1) == ["monday plan"]
    assert "is not a day" in refusal(office, "on:someday").message


def test_pinned_saved_and_unread_messages(office: RulesOffice) -> None:
    pinned, saved, other = (office.post(office.ana, f"{name} plan") for name in ("pinned", "saved", "other"))
    office.write(pins.pin, office.ana.session_id, pinned.id)
    office.write(later.save, office.ben.session_id, saved.id, "", None)
    assert bodies(office, office.ben, "is:pinned") == bodies(office, office.ana, "plan is:pinned") == ["pinned plan"]
    assert bodies(office, office.ben, "is:saved plan") == ["saved plan"]
    assert bodies(office, office.ana, "is:saved plan") == []
    assert len(bodies(office, office.ben, "is:unread plan")) == 3
    assert bodies(office, office.ana, "is:unread plan") == []
    office.post(office.ben, "mine", None)  # posting reads the room
    assert bodies(office, office.ben, "is:unread") == []
    assert bodies(office, office.ben, "is:saved is:pinned") == []
    assert "“read”" in refusal(office, "is:read").message
    office.write(posting.delete, office.ana.session_id, other.id)


def test_the_parameters_restrict_beside_the_query(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Plans")
    office.post(office.ana, "a plan", room_id)
    office.post(office.ana, "another plan")
    office.post(office.ben, "his plan")
    assert bodies(office, office.ana, "plan", room_id=room_id) == ["a plan"]
    assert bodies(office, office.ana, "", sender_id=office.ben.user_id) == ["his plan"]
    assert bodies(office, office.ana, "from:ana plan", sender_id=office.ben.user_id) == []
    assert bodies(office, office.ana, "plan", sender_id='\0 nobody " OR') == []
    with pytest.raises(NotFound):
        page(office, office.ana, "plan", room_id="nowhere")
