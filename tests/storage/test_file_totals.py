"""What each person's files take is stored, not counted, and stays what a count would say.

That it stays so is also looked at after every test that uses an office of the rules (conftest.py).
"""

from pathlib import Path
from typing import Any

import pytest

from chat_desktop.chat.attachments import attachments, expiry, space, uploads
from chat_desktop.chat.attachments.file_keys import FileKeys
from chat_desktop.chat.attachments.records import FileLimits
from chat_desktop.chat.core.content_commands import ChooseFileRule, ChooseRetention, NewUpload
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.messages import file_removal, file_rule, pictures, posting, retention, room_removal, room_state
from chat_desktop.errors import FileRefused, Internal
from chat_desktop.files.made import COPY, Made
from chat_desktop.files.pictures import PictureMaker
from chat_desktop.files.store import FileStore
from chat_desktop.runtime.file_uploads import FileUploads
from chat_desktop.runtime.picture_queue import PictureQueue
from chat_desktop.storage import file_totals as triggers
from chat_desktop.storage.database import Database
from tests.chat.contents.test_forwarding import forward
from tests.storage.test_released import SCHEMAS, fill
from tests.support.files import file_totals
from tests.support.files.stored_files import announced, stored, stored_video
from tests.support.parts.rules_office import Person, RulesOffice

DAY_MS = 24 * 3_600_000
HASH = "ab" * 32


def totals(folder: Path) -> dict[str, tuple[int, int]]:
    """Files and bytes of everybody who has some, after a look whether they are right."""
    return {owner: (files, size) for owner, files, size in file_totals.check(folder)}


def send(office: RulesOffice, who: Person, room_id: str | None = None, size: int = 50, file_hash: str = HASH) -> Any:
    return office.post(who, "", room_id, attachment_ids=[stored(office, who, "a.txt", file_hash, size)])


def test_it_follows_what_people_send_forward_and_delete(office: RulesOffice, tmp_path: Path) -> None:
    ben, cleo = office.ben, office.cleo
    film = office.post(ben, "", attachment_ids=[stored_video(office, ben, "film.webm", 900, 7)])
    send(office, cleo)
    loose = stored(office, cleo, "loose.txt", "cd" * 32, 11)
    assert totals(tmp_path) == {ben.user_id: (1, 907), cleo.user_id: (2, 61)}
    forward(office, cleo, film.id, office.home)
    assert totals(tmp_path)[cleo.user_id] == (3, 968)
    office.write(posting.delete, ben.session_id, film.id)
    office.write(attachments.remove_own, cleo.session_id, loose)
    assert totals(tmp_path) == {cleo.user_id: (2, 957)}


def test_it_follows_uploads_that_are_cancelled_or_never_sent(office: RulesOffice, tmp_path: Path) -> None:
    upload_id = announced(office, office.ben, size=5)
    kept = uploads.Kept(HASH, 5, "text", "text/plain")
    office.write(uploads.finish, office.ben.session_id, upload_id, kept)
    assert totals(tmp_path) == {office.ben.user_id: (1, 5)}
    office.write(uploads.cancel, office.ben.session_id, upload_id)
    stored_video(office, office.cleo, "film.webm", 900, 7)
    assert totals(tmp_path) == {office.cleo.user_id: (1, 907)}
    office.now += 2 * DAY_MS
    while office.write(expiry.remove_expired):
        pass
    assert totals(tmp_path) == {}


def test_it_follows_rules_that_delete_and_rooms_that_go(office: RulesOffice, tmp_path: Path) -> None:
    ana, ben = office.ana, office.ben
    room = office.make_room(ben, "Films", "open", ana)
    send(office, ben, room)
    send(office, ben)
    send(office, office.cleo, size=8, file_hash="cd" * 32)
    office.now += 31 * DAY_MS
    large = send(office, office.dora, size=70, file_hash="ef" * 32)
    office.write(file_rule.choose, ana.session_id, ChooseFileRule(days=30, larger_than=10, kept_rooms=[room]))
    office.now += DAY_MS
    while office.write(file_rule.run):
        pass
    left = {ben.user_id: (1, 50), office.cleo.user_id: (1, 8), office.dora.user_id: (1, 70)}
    assert totals(tmp_path) == left
    office.write(room_state.delete, ana.session_id, room, "Films")
    while office.write(room_removal.run):
        pass
    office.write(retention.choose, ana.session_id, ChooseRetention(days=30))
    office.now += DAY_MS
    while office.write(retention.run):
        pass
    assert totals(tmp_path) == {office.dora.user_id: (1, 70)}
    (file,) = office.read(attachments.of_message, large.id)
    office.write(file_removal.remove_everywhere, ana.session_id, file["id"])
    assert totals(tmp_path) == {}


def test_a_file_counts_as_much_as_what_was_made_of_it_if_that_is_more(office: RulesOffice, tmp_path: Path) -> None:
    ben, cleo = office.ben, office.cleo
    photo, small = "1c" * 32, "2c" * 32
    for who, file_hash, size in ((ben, photo, 900), (ben, small, 10), (cleo, small, 10)):
        kept = uploads.Kept(file_hash, size, "file", "image/png", "fresh")
        office.write(uploads.finish, who.session_id, announced(office, who, "a.png", size), kept)
    stored_video(office, cleo, "film.webm", 100, 10, small)
    assert totals(tmp_path) == {ben.user_id: (2, 910), cleo.user_id: (2, 120)}
    for file_hash, size in ((photo, 899), (small, 60)):
        made = Made("made", "image", "image/png", 64, 48, b"RIFF0000WEBP", bytes=size)
        assert office.write(pictures.store, file_hash, made)
    assert totals(tmp_path) == {ben.user_id: (2, 960), cleo.user_id: (2, 220)}
    stored(office, office.dora, "a.png", small, 10)
    assert totals(tmp_path)[office.dora.user_id] == (1, 60)
    people = office.read(space.of_office, office.ana.session_id, FileKeys()).people
    assert [(one.user_id, one.bytes) for one in people] == [
        (ben.user_id, 960),
        (cleo.user_id, 220),
        (office.dora.user_id, 60),
    ]


def test_what_an_earlier_version_has_made_is_counted(tmp_path: Path) -> None:
    fill(tmp_path, "0026")
    office = RulesOffice.of_file(tmp_path)
    store = FileStore(tmp_path / "files")
    store.prepare()
    picture = "cd" * 32  # of 9 bytes; the office has another 10 (filled.py)
    store.made_path(picture, "thumb").write_bytes(b"t" * 30)
    store.made_path(picture, COPY).write_bytes(b"c" * 8)
    queue = PictureQueue(office, FileUploads(store), PictureMaker(store.made), lambda run, *args: run(*args))
    try:
        before = totals(tmp_path)
        queue.count_made()
        assert [size for _, size in totals(tmp_path).values()] == [size + 38 - 9 for _, size in before.values()]
        assert office.read(pictures.uncounted, "") == []
    finally:
        office.close()


def test_a_rule_that_fails_changes_no_total(office: RulesOffice, tmp_path: Path) -> None:
    send(office, office.ben)

    def fail(work: Work) -> None:
        work.db.execute("DELETE FROM attachments")
        raise ValueError

    with pytest.raises(Internal):
        office.write(fail)
    assert totals(tmp_path) == {office.ben.user_id: (1, 50)}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_files_of_an_older_schema_are_counted_once(tmp_path: Path, schema: str) -> None:
    fill(tmp_path, schema)
    Database(tmp_path).prepare()
    assert bool(totals(tmp_path)) == (schema >= "0018")


def test_an_announcement_reads_as_much_however_many_files_somebody_has(office: RulesOffice) -> None:
    """In the writer's thread, where everybody's messages wait. A sum of 90,000 files took 204 ms."""

    def steps(work: Work, rule: Any, *args: Any) -> int:
        """How many instructions SQLite's machine carries out for a rule."""
        db: Any = work.db
        count = 0

        def note() -> int:
            nonlocal count
            count += 1
            return 0

        db.set_progress_handler(note, 1)
        try:
            rule(work, *args)
        finally:
            db.set_progress_handler(None, 0)
        return count

    def announce() -> int:
        return int(office.write(steps, uploads.create, office.ben.session_id, NewUpload("a.txt", 5)))

    send(office, office.ben)
    office.write(uploads.cancel, office.ben.session_id, announced(office, office.ben))
    announce()
    few = announce()
    for number in range(200):
        stored(office, office.ben, "a.txt", f"{number:064x}", 7)  # each leaves an upload that has ended
    # The two that go on were counted by the first too.
    assert announce() - few < 100
    assert office.read(space.of_person, office.ben.session_id, FileLimits()).used == 200 * 7 + 50 + 3 * 5
    with pytest.raises(FileRefused, match="GB"):
        office.write(uploads.create, office.ben.session_id, NewUpload("a", 1), FileLimits(of_person=200 * 7 + 50 + 15))


def test_the_triggers_are_those_of_the_writer_alone(office: RulesOffice) -> None:
    """A migration that copies the table, and loses its triggers, must not lose these."""
    names = "SELECT count(*) FROM {} WHERE type = 'trigger' AND name LIKE 'file_totals_%'"
    found = office.write(
        lambda work: [
            work.db.execute(names.format(table)).fetchone()[0] for table in ("sqlite_temp_master", "sqlite_master")
        ]
    )
    assert found == [len(triggers.TRIGGERS), 0]
