"""What a message said before it was edited."""

import pytest

from chat_desktop.chat.messages import posting, versions
from chat_desktop.errors import NotFound
from chat_desktop.storage.queries import writing as writing_queries
from tests.support.parts.rules_office import RulesOffice


def bodies(office: RulesOffice, message_id: str, session_id: str) -> list[str]:
    return [version.body for version in office.read(posting.history, session_id, message_id)]


def test_everyone_in_the_room_reads_the_earlier_texts(office: RulesOffice) -> None:
    message = office.post(office.cleo, "one")
    assert bodies(office, message.id, office.ana.session_id) == ["one"]
    for text in ("two", "three"):
        office.now += 1_000
        office.write(posting.edit, office.cleo.session_id, message.id, text)
    found = office.read(posting.history, office.ana.session_id, message.id)
    assert [version.body for version in found] == ["one", "two", "three"]
    assert [version.at - found[0].at for version in found] == [0, 1_000, 2_000]
    garden = office.make_room(office.ana, "Garden", "closed")
    with pytest.raises(NotFound):
        office.read(posting.history, office.dora.session_id, office.post(office.ana, "x", garden).id)


def test_the_last_twenty_are_kept(office: RulesOffice) -> None:
    message = office.post(office.cleo, "0")
    for number in range(1, 26):
        office.now += 1
        office.write(posting.edit, office.cleo.session_id, message.id, str(number))
    kept = [str(number) for number in range(25 - versions.MOST_VERSIONS, 26)]
    assert bodies(office, message.id, office.cleo.session_id) == kept


def test_they_are_deleted_with_the_message(office: RulesOffice) -> None:
    message = office.post(office.cleo, "secret")
    office.write(posting.edit, office.cleo.session_id, message.id, "harmless")
    office.write(posting.delete, office.cleo.session_id, message.id)
    assert bodies(office, message.id, office.ana.session_id) == []
    assert office.read(lambda reading: reading.db.execute(writing_queries.VERSIONS, (message.id,)).fetchall()) == []
