"""Several files as one archive, at a real host."""

import base64
import contextlib
import io
import time
import zipfile

import pytest

from chat_desktop.chat.attachments.archives import MOST
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.raw_connection import RawConnection

LARGE = 40 << 20
PIECE = "application/offset+octet-stream"


@pytest.fixture(scope="module")
def people(host: ServedHost) -> tuple[Browser, Browser]:
    return host.newcomer("Ana"), host.newcomer("Ben")


def upload(who: Browser, name: str, data: bytes) -> str:
    """Uploads a file and returns its attachment id."""
    named = base64.b64encode(name.encode()).decode()
    tus = {"Tus-Resumable": "1.0.0"}
    size = {"Upload-Length": str(len(data)), "Upload-Metadata": f"name {named}"}
    created = who.ask("POST", "/api/uploads", b"", {**tus, **size})
    assert created.status == 201, created.content
    place = str(created.headers["Location"])
    sent = who.ask("PATCH", place, data, {**tus, "Upload-Offset": "0", "Content-Type": PIECE})
    assert sent.status == 204, sent.content
    return str(who.get(place).expect()["upload"]["attachment"]["id"])


def post(who: Browser, ids: list[str]) -> str:
    """Posts the files and returns the id of the message."""
    room = next(room for room in who.get("/api/rooms").expect()["rooms"] if room["home"])
    with who.connect_socket() as socket:
        return str(socket.post(room["id"], "", attachment_ids=ids)["id"])


def delete(who: Browser, message_id: str) -> None:
    with who.connect_socket() as socket:
        assert socket.ask("message:delete", {"message_id": message_id})["ok"]


def read_slowly(reader: RawConnection) -> int:
    """Reads to the end and returns how many bytes came. The whole archive would take a quarter of a minute."""
    size = 0
    with contextlib.suppress(ConnectionError):
        while piece := reader.sock.recv(131_072):
            size += len(piece)
            time.sleep(0.05)
    return size


def test_files_of_messages_come_as_one_archive(people: tuple[Browser, Browser]) -> None:
    ana, ben = people
    files = [("Bericht Ü.txt", b"hello"), ("bericht ü.TXT", b"other"), ("한국", bytes(100_000))]
    ids = [upload(ana, name, data) for name, data in files]
    post(ana, ids)
    answer = ben.get(f"/api/files/zip?ids={','.join([*ids, ids[0]])}&name=Urlaub%20%C3%9C")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/zip")
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert answer.headers["Content-Disposition"].endswith("filename*=UTF-8''Urlaub%20%C3%9C.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["Bericht Ü.txt", "bericht ü (2).TXT", "한국"]
        assert [archive.read(name) for name in archive.namelist()] == [data for _, data in files]


def test_only_who_may_read_every_one_of_them_gets_any(people: tuple[Browser, Browser]) -> None:
    ana, ben = people
    shared, unsent = upload(ana, "shared", b"a"), upload(ana, "unsent", b"b")
    message = post(ana, [shared])
    path = f"/api/files/zip?ids={shared},{unsent}"
    assert ana.get(path).status == 200
    assert ben.get(path).code == "not_found"
    assert ben.get(f"/api/files/zip?ids={shared}").status == 200
    assert Browser(ana.url).get(f"/api/files/zip?ids={shared}").code == "not_signed_in"
    delete(ana, message)
    for who in (ana, ben):
        assert who.get(f"/api/files/zip?ids={shared}").code == "not_found"


@pytest.mark.parametrize("ids", ["", ",", ",".join(f"x{number}" for number in range(MOST + 1))])
def test_no_files_and_too_many_are_refused(people: tuple[Browser, Browser], ids: str) -> None:
    assert people[0].get(f"/api/files/zip?ids={ids}").code == "invalid"


def test_an_archive_under_way_ends_with_the_right_to_it(people: tuple[Browser, Browser]) -> None:
    ana, ben = people
    sent = upload(ana, "large.bin", bytes(LARGE))
    message = post(ana, [sent])
    reader = RawConnection(int(ben.url.rsplit(":", 1)[1]), 16_384)
    try:
        reader.ask("GET", f"/api/files/zip?ids={sent}", {"Cookie": ben.cookie})
        assert b" 200 OK" in reader.until(b"\r\n\r\n")
        delete(ana, message)
        assert read_slowly(reader) < LARGE
    finally:
        reader.close()
