"""What faults and selfish clients do to the files of the host."""

import json
import os
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from chat_desktop.files.pictures import PictureMaker, UnavailableError
from chat_desktop.files.store import FREE_BYTES, FileStore
from chat_desktop.files.upload_writer import UploadWriter
from chat_desktop.runtime.file_sweeper import FileSweeper
from chat_desktop.runtime.file_uploads import FileUploads
from chat_desktop.runtime.picture_queue import PictureQueue
from tests.support.files.sample_files import encoded, picture
from tests.support.parts.rules_office import RulesOffice
from tests.web.conftest import Site

PIECE = "application/offset+octet-stream"


def announce(site: Site, office: RulesOffice, size: int) -> Any:
    return site.ask("POST", "/api/uploads", office.ana, headers={"Upload-Length": str(size)})


def send(site: Site, office: RulesOffice, path: str, data: bytes, offset: int = 0) -> Any:
    return site.ask("PATCH", path, office.ana, data=data, headers={"Content-Type": PIECE, "Upload-Offset": str(offset)})


def at_once(function: Any, *args: Any) -> Any:
    return function(*args)


def test_a_cancelled_upload_leaves_no_bytes(site: Site, office: RulesOffice) -> None:
    files = FileUploads(site.services.files.uploads.store)
    path = announce(site, office, 10).headers["Location"]
    assert send(site, office, path, b"Hello").status_code == 204
    sweeper = FileSweeper(office, files, at_once)
    sweeper.sweep()
    assert files.store.unfinished() == [path.rpartition("/")[2]]
    assert site.ask("DELETE", path, office.ana).status_code == 204
    sweeper.sweep()
    assert files.store.unfinished() == []


def test_cancelling_what_has_ended_removes_the_file_unless_a_message_has_it(site: Site, office: RulesOffice) -> None:
    urls = []
    for is_posted in (False, True):
        path = announce(site, office, 5).headers["Location"]
        file = json.loads(send(site, office, path, b"Hello").headers["Chat-Attachment"])
        if is_posted:
            office.post(office.ana, "", attachment_ids=[file["id"]])
        assert site.ask("DELETE", path, office.ana).status_code == 204
        urls.append(file["url"])
    assert [site.ask("GET", url, office.ana).status_code for url in urls] == [404, 200]


def test_an_upload_stops_where_others_have_filled_the_disk_and_goes_on_later(
    site: Site, office: RulesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = announce(site, office, 10).headers["Location"]
    free = iter([FREE_BYTES + 10, FREE_BYTES])  # at the start of the request, and when bytes come
    disk = lambda folder: SimpleNamespace(total=10 * FREE_BYTES, free=next(free), used=0)  # noqa: E731
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", disk)
        refused = send(site, office, path, b"Hello")
    assert (refused.status_code, refused.get_json()["error"]["reason"]) == (413, "disk_full")
    assert send(site, office, path, b"HelloHello").headers["Chat-Attachment"]


def test_pictures_are_not_made_where_the_office_itself_needs_the_space(
    site: Site, office: RulesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = FileUploads(site.services.files.uploads.store)
    files.store.prepare()
    data = encoded(picture(70, 50), "PNG")
    assert send(site, office, announce(site, office, len(data)).headers["Location"], data).headers["Chat-Attachment"]
    maker = PictureMaker(files.store.made)
    pictures = PictureQueue(office, files, maker, at_once)
    disk = lambda folder: SimpleNamespace(total=10 * FREE_BYTES, free=FREE_BYTES - 1, used=0)  # noqa: E731
    try:
        with monkeypatch.context() as full:
            full.setattr(shutil, "disk_usage", disk)
            with pytest.raises(UnavailableError):
                pictures.make_wanted()
        assert list(files.store.made.iterdir()) == []
        # They are made once there is space again.
        pictures.make_wanted()
        assert len(list(files.store.made.iterdir())) == 1
    finally:
        maker.stop()


def test_bytes_that_were_lost_from_the_disk_are_not_replaced_by_zeros(tmp_path: Path) -> None:
    path = tmp_path / "one"
    writer = UploadWriter(path)
    writer.open()
    writer.write(b"Hello")
    writer.close()
    path.write_bytes(b"He")
    with pytest.raises(OSError, match="gone"):
        writer.open()


def test_the_move_of_a_kept_file_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FileStore(tmp_path / "files")
    store.prepare()
    store.upload_path("one").write_bytes(b"Hello")
    synced: list[str] = []
    real = os.fsync

    def note(descriptor: int) -> None:
        synced.append(os.path.realpath(f"/proc/self/fd/{descriptor}"))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    assert str(store.keep("one", "ab" * 32).parent) in synced
