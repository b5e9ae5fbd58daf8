"""A picture that nobody has looked into yet may tell where it was taken, so it is not sent on before."""

from typing import Any

import pytest

from chat_desktop.chat.attachments import attachments, file_names, uploads
from chat_desktop.chat.core.content_commands import NewUpload
from chat_desktop.chat.messages import pictures
from chat_desktop.errors import NotFound
from chat_desktop.files.made import Made
from chat_desktop.storage.queries import files as file_queries
from tests.support.parts.rules_office import RulesOffice


def uploaded(office: RulesOffice, kept: uploads.Kept) -> str:
    session_id = office.ana.session_id
    upload = office.write(uploads.create, session_id, NewUpload("roof.jpg", kept.size))
    return str(office.write(uploads.finish, session_id, upload.id, kept).id)


def test_a_picture_is_downloaded_only_after_its_metadata_was_looked_for(office: RulesOffice) -> None:
    kept = uploads.Kept("cd" * 32, 9, "file", "application/octet-stream", "fresh")
    session_id, file_id = office.ana.session_id, uploaded(office, kept)
    assert office.read(attachments.readable, session_id, file_id).state == "fresh"
    office.post(office.ana, "", attachment_ids=[file_id])
    with pytest.raises(NotFound, match="still being prepared"):
        office.read(attachments.readable, session_id, file_id)
    made = Made("made", "image", "image/jpeg", 640, 480, b"RIFF0000WEBP", served="copy")
    assert office.write(pictures.store, kept.hash, made)
    assert office.read(attachments.readable, session_id, file_id).served == "copy"


def test_who_looks_for_pictures_to_make_reads_no_file_of_which_they_were_made(office: RulesOffice) -> None:
    """In an office of a hundred thousand files that took a third of a second for each picture that was sent."""

    def plan(reading: Any) -> list[str]:
        return [row[3] for row in reading.db.execute(f"EXPLAIN QUERY PLAN {file_queries.FRESH}", (1,)).fetchall()]

    found = office.read(plan)
    assert [step for step in found if step.startswith("SCAN")] == ["SCAN b USING INDEX ix_blobs_created_at"]
    assert "SEARCH a USING INDEX ix_attachments_hash (hash=?)" in found


def test_pictures_of_somebody_far_beyond_their_quota_wait_until_they_have_less(office: RulesOffice) -> None:
    """Otherwise many small files, sent before anything was made of them, would fill the disk with their pictures."""
    quota, hashes = 500, [f"{number}c" * 32 for number in range(3)]
    for file_hash in hashes:
        uploaded(office, uploads.Kept(file_hash, 9, "file", "application/octet-stream", "fresh"))
        office.now += 1
    assert office.read(pictures.wanted, quota) == hashes[:1]
    made = Made("made", "image", "image/png", 640, 480, b"RIFF0000WEBP", bytes=pictures.BEYOND_QUOTA + 500)
    assert office.write(pictures.store, hashes[0], made)
    assert office.read(pictures.wanted, quota) == []
    found = office.read(lambda reading: reading.db.execute("SELECT id FROM attachments ORDER BY rowid").fetchone()[0])
    office.write(attachments.remove_own, office.ana.session_id, found)
    assert office.read(pictures.wanted, quota) == hashes[1:2]


def test_a_document_and_a_plain_file_wait_for_nothing(office: RulesOffice) -> None:
    for number, (kind, state) in enumerate([("pdf", "fresh"), ("text", "plain"), ("file", "failed")]):
        file_id = uploaded(office, uploads.Kept(f"{number}d" * 32, 9, kind, "text/plain", state))
        office.post(office.ana, "", attachment_ids=[file_id])
        assert office.read(attachments.readable, office.ana.session_id, file_id).kind == kind


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("a.HEIC", "a.jpg"),
        ("a.b.heic", "a.b.jpg"),
        (".heic", "file.jpg"),
        ("holiday", "holiday.jpg"),
        ("ü" * 130 + ".heic", "ü" * 125 + ".jpg"),
    ],
)
def test_the_ending_of_a_name_follows_what_is_sent(name: str, changed: str) -> None:
    assert file_names.with_ending(name, "jpg") == changed
