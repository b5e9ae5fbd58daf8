"""Which voice notes a person has played."""

import pytest

from chat_desktop.chat.core.events import OwnDataChanged
from chat_desktop.chat.messages import posting
from chat_desktop.chat.reading import played_voices
from chat_desktop.errors import NotFound
from tests.support.files.stored_files import stored
from tests.support.parts.rules_office import Person, RulesOffice


def note(office: RulesOffice, who: Person, room: str | None = None) -> tuple[str, str]:
    """Returns the ids of a message and of its file."""
    file_id = stored(office, who, "note.webm")
    return office.post(who, "", room or office.home, attachment_ids=[file_id]).id, file_id


def played(office: RulesOffice, who: Person) -> list[str]:
    return office.read(played_voices.of_person, who.session_id)


def test_what_a_person_has_played_is_theirs_alone_and_told_once_to_their_other_pages(office: RulesOffice) -> None:
    _, file_id = note(office, office.ana)
    for _ in range(2):
        office.write(played_voices.mark, office.cleo.session_id, file_id)
    assert played(office, office.cleo) == [file_id]
    assert played(office, office.ben) == []
    told = OwnDataChanged(office.cleo.user_id, played_voices.WHAT)
    assert list(office.events).count(told) == 1


def test_a_file_that_one_may_not_read_is_not_marked(office: RulesOffice) -> None:
    room = office.make_room(office.ana, "Board", "closed")
    message_id, file_id = note(office, office.ana, room)
    with pytest.raises(NotFound):
        office.write(played_voices.mark, office.cleo.session_id, file_id)
    office.write(posting.delete, office.ana.session_id, message_id)
    with pytest.raises(NotFound):
        office.write(played_voices.mark, office.ana.session_id, file_id)


def test_marks_end_by_their_age_and_their_number(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(played_voices, "MOST", 2)
    found = []
    for _ in range(3):
        office.now += 1
        found.append(note(office, office.ana)[1])
        office.write(played_voices.mark, office.cleo.session_id, found[-1])
    assert sorted(played(office, office.cleo)) == sorted(found[1:])
    office.now += played_voices.KEPT_MS
    assert played(office, office.cleo) == [found[2]]
    _, last = note(office, office.ana)
    office.now += 1
    office.write(played_voices.mark, office.cleo.session_id, last)
    kept = office.read(lambda reading: reading.db.execute("SELECT count(*) FROM played_voices").fetchone())
    assert kept == (1,)
