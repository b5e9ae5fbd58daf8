"""The office's rule deletes old files: what it says before, what goes, what stays, and what messages say then."""

import time
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.chat.attachments import attachments, space
from chat_desktop.chat.attachments.file_keys import FileKeys
from chat_desktop.chat.attachments.records import FileLimits
from chat_desktop.chat.core import audit_log, json_columns
from chat_desktop.chat.core.content_commands import ChooseFileRule, RoomFileDays
from chat_desktop.chat.core.events import FilesUnused, MessageChanged, RuleScheduled
from chat_desktop.chat.core.new_contents import NewContent, NewForward
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.messages import file_removal, file_rule, posting
from chat_desktop.chat.messages.file_rule import DAY_MS
from chat_desktop.chat.reading import pins
from chat_desktop.errors import Forbidden, Invalid, NotFound
from chat_desktop.files.store import FileStore
from chat_desktop.storage.queries import files as file_queries
from chat_desktop.wire import payloads
from tests.support.files.stored_files import stored, stored_video
from tests.support.hosts.host_forks import SHARED
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.tiny_server import until
from tests.support.parts.rules_office import Person, RulesOffice


def send(office: RulesOffice, who: Person, size: int, room_id: str | None = None, body: str = "") -> Message:
    file_id = stored(office, who, f"{size}.bin", f"{size:064x}", size)
    return office.post(who, body, room_id, attachment_ids=[file_id])


def choose(office: RulesOffice, days: int | None = 30, larger_than: int = 0, *kept: str) -> Any:
    asked = ChooseFileRule(days=days, larger_than=larger_than, kept_rooms=list(kept))
    return office.write(file_rule.choose, office.ana.session_id, asked)


def preview(office: RulesOffice, days: int = 30, larger_than: int = 0, *kept: str) -> file_rule.Victims:
    asked = ChooseFileRule(days=days, larger_than=larger_than, kept_rooms=list(kept))
    return office.read(file_rule.preview, office.ana.session_id, asked)


def by_room(office: RulesOffice, rule: Any, days: int | None, larger_than: int = 0, *kept: str, **rooms: int) -> Any:
    """Asks one of the rules of file_rule.py as the owner. ROOMS have days of their own."""
    own = [RoomFileDays(room_id=room_id, days=days) for room_id, days in rooms.items()]
    asked = ChooseFileRule(days=days, larger_than=larger_than, kept_rooms=list(kept), rooms=own)
    run = office.write if rule is file_rule.choose else office.read
    return run(rule, office.ana.session_id, asked)


def run_due(office: RulesOffice) -> int:
    """Runs the rule as the scheduler does, and returns how many commits that took."""
    runs = 0
    while (at := office.read(file_rule.due)) is not None and at <= office.now:
        assert office.write(file_rule.run) > 0
        runs += 1
    return runs


def files_of(office: RulesOffice, message: Message) -> list[dict[str, Any]]:
    found = office.read(posting.get, office.ana.session_id, message.id)
    listed: list[dict[str, Any]] = payloads.message(found)["attachments"]
    return listed


def acts(office: RulesOffice) -> list[tuple[str, dict[str, Any]]]:
    entries = office.read(audit_log.page, office.ana.session_id).entries
    return [(entry.act, dict(entry.detail)) for entry in entries]


def test_old_files_go_and_their_messages_stay_and_say_so(office: RulesOffice) -> None:
    old = send(office, office.ben, 700, body="The plan")
    office.now += 29 * DAY_MS
    new = send(office, office.ben, 800)
    rule = choose(office)
    assert rule.next_at == office.now + DAY_MS
    assert RuleScheduled(file_rule.NAME, rule.next_at) in office.events
    run_due(office)
    assert "url" in files_of(office, old)[0], "it begins a day later"
    office.now += DAY_MS
    office.events.clear()
    run_due(office)
    [gone] = files_of(office, old)
    assert (gone["name"], gone["size"], gone["kind"], gone["removed_by"]) == ("700.bin", 700, "file", "rule")
    assert gone["removed_at"] == payloads.time(office.now)
    assert not {"url", "thumb", "preview", "state"} & set(gone)
    assert "url" in files_of(office, new)[0]
    changed = [event.message for event in office.events if isinstance(event, MessageChanged)]
    assert [(message.id, message.body, message.rev) for message in changed] == [(old.id, "The plan", new.rev + 1)]
    assert FilesUnused() in office.events
    with pytest.raises(NotFound):
        office.read(attachments.readable, office.ben.session_id, gone["id"])
    assert acts(office)[0] == ("old_files_deleted", {"files": 1, "bytes": 700})
    # The next run is a day later.
    assert office.read(file_rule.due) == office.now + DAY_MS
    office.now += 29 * DAY_MS
    run_due(office)
    assert "removed_at" in files_of(office, new)[0]


def test_the_preview_says_what_the_rule_then_does(office: RulesOffice) -> None:
    kept_room = office.make_room(office.ana, "Contracts", "closed")
    secret = office.make_room(office.ben, "Salaries", "closed")
    large, small = send(office, office.ben, 900), send(office, office.ben, 50)
    pinned, chosen = send(office, office.ben, 1_000), send(office, office.ana, 1_100, kept_room)
    send(office, office.ben, 1_200, secret)
    office.write(pins.pin, office.ben.session_id, pinned.id)
    office.now += 40 * DAY_MS
    found = preview(office, 30, 100, kept_room)
    assert (found.files, found.bytes) == (2, 2_100)
    assert [(one.size, one.seen and one.seen.name) for one in found.examples] == [(1_200, None), (900, "900.bin")]
    choose(office, 30, 100, kept_room)
    office.now += DAY_MS
    run_due(office)
    assert "removed_at" in files_of(office, large)[0]
    for message in (small, pinned, chosen):
        assert "url" in files_of(office, message)[0]
    assert acts(office)[0] == ("old_files_deleted", {"files": 2, "bytes": 2_100})
    assert preview(office, 30, 100, kept_room).files == 0


def test_bytes_that_a_newer_message_has_are_not_counted_as_freed(office: RulesOffice) -> None:
    send(office, office.ben, 900)
    office.now += 40 * DAY_MS
    send(office, office.cleo, 900)
    assert (preview(office).files, preview(office).bytes) == (1, 0)


def test_what_becomes_free_has_the_pictures_of_videos(office: RulesOffice) -> None:
    """Each once, unless a file that stays has the same picture, or is it."""
    for name, size, poster in (("one.webm", 900, 7), ("two.webm", 800, 7), ("three.webm", 700, 11)):
        office.post(office.ben, "", attachment_ids=[stored_video(office, office.ben, name, size, poster)])
    picture = stored_video(office, office.ben, "four.webm", 600, 13, f"{5:064x}")
    office.post(office.ben, "", attachment_ids=[picture])
    office.now += 40 * DAY_MS
    assert (preview(office).files, preview(office).bytes) == (4, 3_000 + 7 + 11 + 13)
    office.post(office.cleo, "", attachment_ids=[stored_video(office, office.cleo, "five.webm", 500, 11)])
    send(office, office.cleo, 5)  # the same bytes as the picture of four.webm
    assert (preview(office).files, preview(office).bytes) == (4, 3_000 + 7)
    choose(office)
    office.now += DAY_MS
    run_due(office)
    assert acts(office)[0] == ("old_files_deleted", {"files": 4, "bytes": 3_000 + 7 + 7 + 11 + 13})


def test_a_long_pass_is_done_in_parts(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_rule, "BATCH", 2)
    sent = [send(office, office.ben, size) for size in range(1, 6)]
    office.now += 40 * DAY_MS
    choose(office, 30, 2)
    office.now += DAY_MS
    assert run_due(office) == 3
    assert ["removed_at" in files_of(office, message)[0] for message in sent] == [False, False, True, True, True]
    assert acts(office)[0] == ("old_files_deleted", {"files": 3, "bytes": 12})


def test_a_rule_that_was_taken_back_deletes_nothing(office: RulesOffice) -> None:
    sent = send(office, office.ben, 900)
    office.now += 40 * DAY_MS
    choose(office)
    assert choose(office, None) is None
    office.now += 2 * DAY_MS
    assert run_due(office) == 0
    assert office.write(file_rule.run) == 0
    assert "url" in files_of(office, sent)[0]
    assert acts(office)[0][0] == "file_rule_changed"


def test_only_the_owner_sets_the_rule_and_only_for_rooms_of_theirs(office: RulesOffice) -> None:
    secret = office.make_room(office.ben, "Salaries", "closed")
    for ask in (file_rule.choose, file_rule.preview):
        with pytest.raises(NotFound):
            by_room(office, ask, 30, 0, secret)
        with pytest.raises(NotFound):
            by_room(office, ask, None, 0, **{secret: 1})
    for rule in (file_rule.choose, file_removal.remove_everywhere):
        with pytest.raises(Forbidden):
            office.write(rule, office.ben.session_id, ChooseFileRule(days=30))  # type: ignore[arg-type]
    with pytest.raises(Forbidden):
        office.read(file_rule.preview, office.ben.session_id, ChooseFileRule(days=30))


def test_the_owner_deletes_a_file_from_all_messages_that_carry_it(
    office: RulesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_removal, "BATCH", 2)
    secret = office.make_room(office.ben, "Salaries", "closed")
    sent = [send(office, office.ben, 900) for _ in range(4)]
    hidden, other = send(office, office.ben, 900, secret), send(office, office.ben, 50)
    [file] = files_of(office, sent[0])
    session, runs = office.ana.session_id, 1
    while office.write(file_removal.remove_everywhere, session, file["id"]):
        runs += 1
    assert runs == 3
    for message in sent:
        assert files_of(office, message)[0]["removed_by"] == "owner"
    carried = json_columns.content(office.read(posting.get, office.ben.session_id, hidden.id).content)
    assert carried["attachments"][0]["removed_by"] == "owner"
    assert "url" in files_of(office, other)[0]
    assert [act for act, _ in acts(office)[:2]].count("file_deleted") == 1
    with pytest.raises(NotFound):
        office.write(file_removal.remove_everywhere, session, file["id"])


def test_the_owner_cannot_delete_what_they_may_not_see(office: RulesOffice) -> None:
    secret = office.make_room(office.ben, "Salaries", "closed")
    file_id = stored(office, office.ben)
    with pytest.raises(NotFound):
        office.write(file_removal.remove_everywhere, office.ana.session_id, file_id)
    office.post(office.ben, "", secret, attachment_ids=[file_id])
    with pytest.raises(NotFound):
        office.write(file_removal.remove_everywhere, office.ana.session_id, file_id)


def test_a_message_whose_files_are_gone_is_not_forwarded_empty(office: RulesOffice) -> None:
    empty, told = send(office, office.ben, 900), send(office, office.ben, 800, body="The plan")
    for message in (empty, told):
        office.write(file_removal.remove_everywhere, office.ana.session_id, files_of(office, message)[0]["id"])
    forwarded = office.post(office.ben, "", content=NewContent(forwarded=NewForward(message_id=told.id)))
    assert (forwarded.body, files_of(office, forwarded)) == ("The plan", [])
    with pytest.raises(Invalid):
        office.post(office.ben, "", content=NewContent(forwarded=NewForward(message_id=empty.id)))


def test_everybody_has_less_after_their_files_are_gone(office: RulesOffice) -> None:
    sent = send(office, office.ben, 900)
    office.write(file_removal.remove_everywhere, office.ana.session_id, files_of(office, sent)[0]["id"])
    assert office.read(space.of_person, office.ben.session_id, FileLimits()).used == 0
    assert office.read(space.of_office, office.ana.session_id, FileKeys()).largest == []


def test_the_pass_follows_an_index(office: RulesOffice) -> None:
    def plan(reading: Any) -> str:
        rows = reading.db.execute(f"EXPLAIN QUERY PLAN {file_queries.OLD_FILES}", (1, 0, "{}", 1, 0, 0, 100)).fetchall()
        return "\n".join(row[3] for row in rows)

    found = office.read(plan)
    assert "ix_attachments_sent" in found
    assert "ORDER BY" not in found


def test_a_host_runs_the_rule_that_is_due_and_removes_the_bytes(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    office = RulesOffice(data)
    office.now = int(time.time() * 1000) - 40 * DAY_MS
    sent = send(office, office.ben, 5, body="The plan")
    store = FileStore(data / "files")
    store.prepare()
    path = store.path(f"{5:064x}")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"Hello")
    choose(office)
    host = ServedHost(tmp_path, forks=SHARED)
    try:
        until(lambda: "removed_at" in files_of(office, sent)[0], "the old file to be removed")
        until(lambda: not path.exists(), "its bytes to be removed")
        assert "scheduled rule" not in host.log
    finally:
        host.kill()
        office.close()
