"""Pictures of files on a real host: made after the upload, told to the messages that carry them, and served."""

import base64
import io
import json
import os
import signal
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from chat_desktop.storage.database import FILE_NAME
from tests.support.files.file_client import announce, append, place_of, send_file
from tests.support.files.sample_files import HEIC, document, encoded, exif, picture, samples
from tests.support.hosts.host_forks import SHARED
from tests.support.hosts.host_process import ServedHost, set_up_office
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.tiny_server import until


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    with set_up_office(tmp_path_factory.mktemp("pictures")) as found:
        yield found


@pytest.fixture(scope="module")
def room(host: ServedHost) -> str:
    return host.ana.make_room("Pictures", "closed")


def has_fresh(message: dict[str, Any]) -> bool:
    return any(file.get("state") == "fresh" for file in message["attachments"])


def sent(who: Browser, room: str, *files: dict[str, Any]) -> dict[str, Any]:
    """Posts a message with files, and returns it once pictures of all of them were made."""
    with who.connect_socket() as client:
        message = client.post(room, "", attachment_ids=[file["id"] for file in files])
        if not has_fresh(message):
            return dict(message)

        def is_made(event: dict[str, Any]) -> bool:
            return bool(event["message"]["id"] == message["id"] and not has_fresh(event["message"]))

        changed = client.until("message:changed", is_made)["message"]
        assert changed["rev"] > message["rev"]
        assert changed["edited_at"] is None
        return dict(changed)


def test_a_message_learns_what_its_files_show(host: ServedHost, room: str) -> None:
    photo = encoded(picture(1600, 900), "JPEG", exif=exif())
    files = [send_file(host.ana, name, data) for name, data in (("roof.jpg", photo), ("plan.pdf", document()))]
    first, second = sent(host.ana, room, *files)["attachments"]
    assert (first["kind"], first["type"], first["width"], first["height"]) == ("image", "image/jpeg", 900, 1600)
    assert (second["kind"], second["pages"], second["name"]) == ("pdf", 3, "plan.pdf")
    assert "state" not in first | second
    tiny = base64.b64decode(first["tiny"].removeprefix("data:image/webp;base64,"))
    assert Image.open(io.BytesIO(tiny)).size == (13, 24)
    for file in (first, second):
        for form in ("thumb", "preview"):
            assert file[form] == f"{file['url']}?as={form}"
            answer = host.ana.get(file[form])
            assert (answer.status, answer.headers["Content-Type"]) == (200, "image/webp")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert b"SecretCamera" not in answer.content
            again = host.ana.ask("GET", file[form], None, {"If-None-Match": str(answer.headers["ETag"])})
            assert again.status == 304
            for one in (answer, again):
                assert "sandbox" in str(one.headers["Content-Security-Policy"])
                assert (one.headers["Cache-Control"], one.headers["Vary"]) == ("private, no-cache", "Cookie")
    shown = host.ana.get(first["url"])
    assert str(shown.headers["Content-Disposition"]).startswith("inline")
    assert shown.headers["Cache-Control"] == "no-store"
    assert str(host.ana.get(second["url"]).headers["Content-Disposition"]).startswith("attachment")
    assert str(host.ana.get(f"{second['url']}?as=view").headers["Content-Disposition"]).startswith("inline")
    assert str(host.ana.get(f"{first['url']}?as=view").headers["Content-Disposition"]).startswith("attachment")
    assert host.newcomer("Ben").get(first["thumb"]).status == 404


def test_a_file_that_is_known_has_its_pictures_at_once_and_loses_them_with_its_last_message(
    host: ServedHost, room: str
) -> None:
    data = encoded(picture(500, 400), "PNG")
    message = sent(host.ana, room, send_file(host.ana, "one.png", data))
    again = send_file(host.ana, "two.png", data)
    assert (again["kind"], again["width"], "state" in again) == ("image", 500, False)
    made = host.data / "files" / "made"
    assert host.ana.get(again["preview"]).status == 200
    there = set(made.iterdir())
    assert len(there) >= 2
    host.ana.ask("DELETE", f"/api/attachments/{again['id']}")
    with host.ana.connect_socket() as client:
        client.ask("message:delete", {"message_id": message["id"]})
    assert host.ana.get(message["attachments"][0]["thumb"]).status == 404
    until(lambda: len(set(made.iterdir())) <= len(there) - 2)


def test_nobody_downloads_where_a_picture_was_taken(host: ServedHost, room: str) -> None:
    """Not in the page, not as a file, not in an archive; and not while nobody has looked for it yet."""
    photo = encoded(picture(1600, 900), "JPEG", exif=exif())
    place = place_of(announce(host.ana, "before.jpg", len(photo)))
    own = json.loads(str(append(host.ana, place, 0, photo).headers["Chat-Attachment"]))
    unsent = host.ana.get(own["url"]).content
    if host.ana.get(place).expect()["upload"]["attachment"].get("state") == "fresh":
        assert unsent == photo
    files = [own, send_file(host.ana, "Dach Süd.heic", HEIC.read_bytes())]
    jpeg, heic = sent(host.ana, room, *files)["attachments"]
    for form in ("", "?as=download", "?as=view"):
        answer = host.ana.get(f"{jpeg['url']}{form}")
        assert (answer.status, answer.headers["Content-Type"]) == (200, "image/jpeg")
        assert b"SecretCamera" in photo
        assert b"SecretCamera" not in answer.content
        with Image.open(io.BytesIO(answer.content)) as image:
            assert dict(image.getexif()) == {0x0112: 6}
    answer = host.ana.get(f"{heic['url']}?as=download")
    assert (answer.headers["Content-Type"], answer.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert "filename*=UTF-8''Dach%20S%C3%BCd.jpg" in str(answer.headers["Content-Disposition"])
    assert answer.headers["ETag"] != host.ana.get(f"{heic['url']}?as=thumb").headers["ETag"]
    archive = host.ana.get(f"/api/files/zip?ids={jpeg['id']},{heic['id']}").content
    assert b"SecretCamera" not in archive
    with zipfile.ZipFile(io.BytesIO(archive)) as inside:
        assert inside.testzip() is None
        assert {name.rpartition(".")[2] for name in inside.namelist()} == {"jpg"}


def test_what_is_no_picture_stays_a_file(host: ServedHost, room: str) -> None:
    html = send_file(host.ana, "photo.jpg", b"<!doctype html><script>alert(1)</script>")
    assert (html["kind"], "state" in html) == ("text", False)
    broken = send_file(host.ana, "photo.png", samples()["a.png"][:60])
    assert (broken["kind"], broken["state"]) == ("file", "fresh")
    [found] = sent(host.ana, room, broken)["attachments"]
    assert (found["kind"], found["state"], "thumb" in found) == ("file", "failed", False)
    assert host.ana.get(f"{found['url']}?as=thumb").status == 404
    answer = host.ana.get(found["url"])
    assert (answer.headers["Content-Type"], answer.status) == ("application/octet-stream", 200)
    assert str(answer.headers["Content-Disposition"]).startswith("attachment")
    # The next one is made.
    assert sent(host.ana, room, send_file(host.ana, "a.webp", samples()["a.webp"]))["attachments"][0]["kind"] == "image"


def child_of(host: ServedHost) -> int | None:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            parent = int((folder / "stat").read_text("utf-8").rpartition(")")[2].split()[1])
        except OSError:
            continue
        if b"__pictures" in words and parent == host.process.pid:
            return int(folder.name)
    return None


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_a_child_that_is_killed_hurts_nobody(host: ServedHost, room: str) -> None:
    sent(host.ana, room, send_file(host.ana, "a.gif", samples()["a.gif"]))
    child = child_of(host)
    assert child is not None
    os.kill(child, signal.SIGKILL)
    data = encoded(picture(70, 50), "PNG")
    [found] = sent(host.ana, room, send_file(host.ana, "b.png", data))["attachments"]
    assert found["kind"] == "image"


def test_pictures_that_were_not_made_before_a_stop_are_made_after_the_next_start(tmp_path: Path) -> None:
    with set_up_office(tmp_path) as first:
        room = first.ana.make_room("Later", "closed")
        sent(first.ana, room, send_file(first.ana, "a.png", samples()["a.png"]))
    with closing(sqlite3.connect(first.data / FILE_NAME)) as database:
        database.execute("UPDATE blobs SET state = 'fresh', kind = 'file', width = NULL")
        database.commit()
    second = ServedHost(tmp_path, forks=SHARED)
    try:
        ana = second.browser()
        ana.cookies = first.ana.cookies

        def shown() -> bool:
            [found] = ana.get(f"/api/rooms/{room}/files").expect()["files"]
            return bool(found["kind"] == "image")

        until(shown)
    finally:
        second.kill()
