"""Files are found by what they are and by their names, as long as their messages carry them."""

import unicodedata
from typing import Any

import pytest

from chat_desktop.chat.contents import polls
from chat_desktop.chat.core.new_contents import NewContent, NewForward, NewPoll
from chat_desktop.chat.messages import pictures, posting
from chat_desktop.chat.rooms import memberships
from chat_desktop.files.made import Made
from tests.chat.search.cases import FOUND, IN_MIDDLE
from tests.chat.search.test_search import bodies, page, refusal
from tests.storage.search_index.asking import check_integrity, follow, in_index, kept_changes
from tests.support.files.stored_files import stored_as
from tests.support.parts.rules_office import Person, RulesOffice


def send(office: RulesOffice, body: str, *files: tuple[str, str], room_id: str | None = None, **keys: Any) -> Any:
    ids = [stored_as(office, office.ana, name, kind, **keys) for name, kind in files]
    return office.post(office.ana, body, room_id, attachment_ids=ids)


def test_what_a_message_carries_and_of_which_type(office: RulesOffice) -> None:
    send(office, "one", ("Plan.pdf", "pdf"))
    send(office, "two", ("site.JPEG", "image"), ("costs.xlsx", "file"))
    send(office, "three", ("walk.mp4", "video"))
    send(office, "four", ("note.webm", "voice"))
    office.post(office.ana, "five, without a file: plan.pdf")

    def find(typed: str, **asked: Any) -> list[str]:
        return bodies(office, office.ana, typed, **asked)

    assert find("has:file") == ["four", "three", "two", "one"]
    assert (find("has:image"), find("has:video"), find("has:voice")) == (["two"], ["three"], ["four"])
    assert find("has:file -has:image -type:mp4") == ["four", "one"]
    assert find("type:pdf") == find("TYPE:PDF") == find("type:.pdf") == find('type："pdf"') == ["one"]
    assert find("type:jpg") == find("type:photos") == ["two"]
    assert find("type:document type:spreadsheet") == ["two", "one"], "of several types one is enough"
    assert find("type:audio") == find("type:voice") == ["four"]
    assert find("type:elephant") == find("type:pdf type:nothing from:ben") == []
    assert find("-type:pdf", types=frozenset({"pdf", "image"})) == ["two"]
    assert find("type:xlsx", types=frozenset({"image"})) == ["two"], "both are true of this message"
    assert find("", types=frozenset({"other"})) == ["two"]
    assert "no type of a file" in refusal(office, "type:--").message
    assert refusal(office, "x", types=frozenset({"?"})).details["field"] == "type"
    assert refusal(office, " ".join(f"type:a{number}" for number in range(21))).details["field"] == "q"


def test_the_name_of_a_file_is_found_as_the_words_of_a_message_are(office: RulesOffice) -> None:
    cases = [case for case in FOUND + IN_MIDDLE if "/" not in case[1]]  # of a path the last part is kept
    for typed, name, marked in cases:
        for form in ("NFC", "NFD"):
            body = f"see {len(name)}"
            found = send(office, body, (unicodedata.normalize(form, name), "file"))
            result = page(office, office.ana, typed).results[0]
            assert result.message.id == found.id, (typed, form)
            assert [number for number, _ in result.file_marks] == [0], (typed, form)
            assert (result.snippet, result.marks) == (body, [])
            assert len(result.file_marks[0][1]) == len(marked), (typed, form)


def test_words_may_be_in_the_text_and_in_names_and_a_phrase_is_in_one_of_them(office: RulesOffice) -> None:
    send(office, "See the floor", ("Plan 😀 final.pdf", "pdf"), ("other.txt", "text"), ("plan.txt", "text"))
    result = page(office, office.ana, "floor plan final").results[0]
    assert result.marks == [(8, 13)]
    assert result.file_marks == [(0, [(0, 4), (8, 13)]), (2, [(0, 4)])], "in UTF-16 units"
    assert bodies(office, office.ana, '"floor plan"') == bodies(office, office.ana, '"pdf other"') == []
    assert bodies(office, office.ana, '"😀 final"') == bodies(office, office.ana, "ina") == ["See the floor"]
    assert bodies(office, office.ana, "floor -other") == bodies(office, office.ana, 'floor -"plan txt"') == []
    assert bodies(office, office.ana, 'floor -"floor plan"') == ["See the floor"]
    send(office, "", ("empty.zip", "file"))
    assert bodies(office, office.ana, "empty") == [""]


def test_edits_deletions_and_new_kinds_are_followed(office: RulesOffice) -> None:
    edited = send(office, "heron", ("pelican-book.txt", "text"))
    deleted = send(office, "heron too", ("pelican-map.txt", "text"))
    office.indexer.catch_up()
    office.write(posting.edit, office.ana.session_id, edited.id, "osprey")
    assert bodies(office, office.ana, "pelican osprey") == ["osprey"]
    office.write(posting.delete, office.ana.session_id, deleted.id)
    assert bodies(office, office.ana, "pelican") == ["osprey"], "before the index has followed"
    office.write(posting.delete, office.ana.session_id, edited.id)
    follow(office)
    assert in_index(office, "SELECT word FROM words") == []
    assert in_index(office, "SELECT rowid FROM messages WHERE messages MATCH 'meta : xfile OR text : pelican'") == []
    check_integrity(office)


def test_a_picture_is_found_as_one_when_the_host_has_opened_it(office: RulesOffice) -> None:
    message = send(office, "look", ("site.jpg", "file"), is_fresh=True)
    assert (bodies(office, office.ana, "has:image"), bodies(office, office.ana, "has:file")) == ([], ["look"])
    [file_hash] = office.read(pictures.wanted, 0)
    office.write(pictures.store, file_hash, Made("made", "image", "image/jpeg", 90, 60, b"tiny"))
    assert kept_changes(office) == 1
    assert bodies(office, office.ana, "has:image") == bodies(office, office.ana, "type:image") == ["look"]
    office.write(posting.delete, office.ana.session_id, message.id)
    follow(office)
    check_integrity(office)


def test_what_changes_nothing_of_files_is_not_indexed_again(office: RulesOffice) -> None:
    poll = office.post(office.ana, "x", content=NewContent(poll=NewPoll("attachments", ["here", "there"])))
    office.indexer.catch_up()
    office.write(polls.vote, office.cleo.session_id, poll.id, [1])
    assert kept_changes(office) == 0


def test_a_forwarded_file_is_found_where_it_was_forwarded_to(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Aviary", "closed", office.cleo)
    first = send(office, "look", ("pelican.txt", "text"))
    office.post(office.ana, "", room_id, content=NewContent(forwarded=NewForward(first.id)))
    office.write(posting.delete, office.ana.session_id, first.id)
    found = page(office, office.cleo, "pelican").results
    assert [result.message.room_id for result in found] == [room_id]


@pytest.mark.parametrize(
    "typed", ["pelican", "elica", "has:file", "type:txt", "type:text -type:pdf", "has:file -heron"]
)
def test_files_are_found_by_those_who_are_in_the_room_now(office: RulesOffice, typed: str) -> None:
    room_id = office.make_room(office.ana, "Aviary", "closed", office.ben)
    lobby = office.make_room(office.ana, "Lobby", "closed", office.dora)
    office.make_guest(office.dora, lobby)
    send(office, "look", ("pelican.txt", "text"), room_id=room_id)

    def find(who: Person) -> list[str]:
        return bodies(office, who, typed)

    assert (find(office.ben), find(office.cleo), find(office.dora)) == (["look"], [], [])
    office.write(memberships.leave, office.ben.session_id, room_id)
    assert find(office.ben) == []
    office.write(memberships.add, office.ana.session_id, room_id, [office.dora.user_id])
    assert find(office.dora) == ["look"]
