"""The picture of a video: it stays as long as the video does, and a video that was sent gets no other one."""

import pytest

from chat_desktop.chat.attachments import expiry, uploads
from chat_desktop.chat.messages import posting
from chat_desktop.errors import NotFound
from tests.support.files.stored_files import announced, stored_video
from tests.support.parts.rules_office import RulesOffice

POSTER, OTHER = "aa" * 32, "bb" * 32


def test_the_picture_goes_with_its_video_and_not_before(office: RulesOffice) -> None:
    video = stored_video(office, office.ben, "film.webm", 900, 7, POSTER)
    message = office.post(office.ben, "", attachment_ids=[video])
    # What finds orphans and what removes one ask for it both.
    assert office.read(expiry.orphans) == []
    assert not office.write(expiry.remove_orphan, POSTER)
    assert office.read(expiry.is_kept, POSTER)
    office.write(posting.delete, office.ben.session_id, message.id)
    assert set(office.read(expiry.orphans)) == {POSTER, f"{900:064x}"}
    assert office.write(expiry.remove_orphan, POSTER)


def test_a_video_that_was_sent_meanwhile_keeps_the_picture_that_it_has(office: RulesOffice) -> None:
    video = stored_video(office, office.ben, "film.webm", 900, 7, POSTER)
    upload_id = announced(office, office.ben, "other.jpg", 9, poster_of=video)
    office.post(office.ben, "", attachment_ids=[video])
    other = uploads.Kept(OTHER, 9, "image", "image/jpeg", "fresh")
    with pytest.raises(NotFound):
        office.write(uploads.finish, office.ben.session_id, upload_id, other)
    posters = office.read(lambda reading: reading.db.execute("SELECT poster FROM attachments").fetchall())
    assert posters == [(POSTER,)]
