"""What takes space on the host, for those who look after it, and without telling them what they may not read."""

import pytest

from chat_desktop.chat.attachments import space
from chat_desktop.chat.attachments.file_keys import FileKeys
from chat_desktop.chat.attachments.records import FileLimits
from chat_desktop.chat.rooms import rooms
from chat_desktop.errors import Forbidden
from chat_desktop.storage.queries import files as file_queries
from tests.support.files.stored_files import announced, stored, stored_video
from tests.support.parts.rules_office import Person, RulesOffice

KEYS = FileKeys()


def of(office: RulesOffice, who: Person) -> space.Space:
    return office.read(space.of_office, who.session_id, KEYS)


def sent(office: RulesOffice, who: Person, room_id: str, name: str, size: int, file_hash: str = "") -> str:
    file_id = stored(office, who, name, file_hash or f"{size:064x}", size)
    office.post(who, "", room_id, attachment_ids=[file_id])
    return file_id


def test_the_largest_files_come_first_and_equal_ones_count_once(office: RulesOffice) -> None:
    small = sent(office, office.ben, office.home, "small.txt", 5)
    sent(office, office.ben, office.home, "film.mp4", 900, "ab" * 32)
    office.now += 1
    again = sent(office, office.cleo, office.home, "the film.mp4", 900, "ab" * 32)
    stored(office, office.cleo, "not sent.zip", "cd" * 32, 5_000)
    found = of(office, office.ana)
    assert (found.files, found.file_bytes) == (3, 5_905)
    assert [(file.size, file.seen and file.seen.id) for file in found.largest] == [(900, again), (5, small)]
    assert found.rooms == [space.RoomShare(office.home, found.rooms[0].name, 3, 1_805)]
    assert found.people == [
        space.PersonShare(office.cleo.user_id, 2, 5_900),
        space.PersonShare(office.ben.user_id, 2, 905),
    ]
    assert found.message_bytes > 100_000


def test_the_picture_of_a_video_counts_with_it(office: RulesOffice) -> None:
    room = office.make_room(office.ben, "Films", "open")
    for poster in (7, 11):
        video = stored_video(office, office.ben, "film.webm", 900, poster)
        office.post(office.ben, "", room, attachment_ids=[video])
    sent(office, office.cleo, office.home, "plan.txt", 40)
    found = of(office, office.ana)
    assert (found.files, found.file_bytes) == (4, 958)
    assert found.rooms[0] == space.RoomShare(room, "Films", 2, 1_818)
    assert found.people == [
        space.PersonShare(office.ben.user_id, 2, 1_818),
        space.PersonShare(office.cleo.user_id, 1, 40),
    ]
    assert [file.size for file in found.largest] == [900, 40], "a picture is no file of a message"
    limits = FileLimits(of_person=5_000)
    assert office.read(space.of_person, office.ben.session_id, limits) == space.OwnSpace(1_818, 5_000)


def test_only_the_owner_gets_keys_of_files_that_they_cannot_see(office: RulesOffice) -> None:
    closed = office.make_room(office.ben, "Salaries", "closed", office.cleo)
    sent(office, office.ben, closed, "salaries.xlsx", 300)
    sent(office, office.ben, office.home, "plan.txt", 40)
    other = office.make_room(office.cleo, "Others", "closed")
    sent(office, office.cleo, other, "secret.txt", 20)
    keys = [file.key for file in of(office, office.ana).largest]
    assert keys[1] is None
    assert keys[0]
    assert keys[2]
    assert keys[0] != keys[2]
    assert f"{300:064x}" not in (keys[0], keys[2]), "whoever has a file could look whether the office has it"
    assert FileKeys().of(office.ana.user_id, f"{300:064x}") != keys[0]
    assert [file.key for file in of(office, office.ben).largest] == [None, None, None]


def test_nobody_learns_the_name_of_a_file_in_a_room_that_is_not_theirs(office: RulesOffice) -> None:
    closed = office.make_room(office.ben, "Salaries", "closed", office.cleo)
    direct, _ = office.write(rooms.get_or_create_direct, office.ben.session_id, [office.cleo.user_id])
    open_room = office.make_room(office.ben, "Ideas", "open")
    sent(office, office.ben, closed, "salaries.xlsx", 300)
    sent(office, office.ben, direct.id, "love letter.txt", 200)
    sent(office, office.ben, open_room, "idea.txt", 100)
    found = of(office, office.ana)
    assert [(file.size, file.seen) for file in found.largest] == [(300, None), (200, None), (100, None)]
    assert found.rooms == [space.RoomShare(None, None, 2, 500), space.RoomShare(open_room, "Ideas", 1, 100)]
    bens = of(office, office.ben)
    assert [file.seen and file.seen.name for file in bens.largest] == ["salaries.xlsx", "love letter.txt", "idea.txt"]
    assert (direct.id, None) in [(room.room_id, room.name) for room in bens.rooms]


def test_members_see_their_own_space_alone(office: RulesOffice) -> None:
    sent(office, office.cleo, office.home, "plan.txt", 40)
    stored(office, office.cleo, "later.txt", "cd" * 32, 2)
    announced(office, office.cleo, size=8)
    limits = FileLimits(of_person=1_000)
    assert office.read(space.of_person, office.cleo.session_id, limits) == space.OwnSpace(50, 1_000)
    assert office.read(space.of_person, office.dora.session_id, limits) == space.OwnSpace(0, 1_000)
    with pytest.raises(Forbidden):
        of(office, office.cleo)


def test_the_gauge_reads_by_indexes(office: RulesOffice) -> None:
    """The largest files are found without sorting all of them."""

    def plan(reading: object, query: str, values: tuple[object, ...]) -> str:
        rows = reading.db.execute(f"EXPLAIN QUERY PLAN {query}", values).fetchall()  # type: ignore[attr-defined]
        return "\n".join(row[3] for row in rows)

    largest = office.read(plan, file_queries.LARGEST, (20,))
    assert "ix_blobs_size" in largest
    assert "TEMP B-TREE" not in largest
    assert "COVERING INDEX" in office.read(plan, file_queries.KEPT_BYTES, ())
