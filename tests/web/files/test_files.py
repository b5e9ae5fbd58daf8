"""Files on a real host: uploads that go on, files of messages, who may read them, and what is removed."""

import contextlib
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.files.file_client import announce, append, offset_of, place_of, send_file
from tests.support.hosts.host_forks import SHARED
from tests.support.hosts.host_process import ServedHost, set_up_office
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.socket_client import SocketClient
from tests.support.hosts.tiny_server import until

DATA = bytes(range(256)) * 4_000
PART = DATA[:300_000]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    with set_up_office(tmp_path_factory.mktemp("files")) as found:
        yield found


@pytest.fixture
def ben(host: ServedHost) -> Browser:
    return host.newcomer("Ben")


@pytest.fixture
def room(host: ServedHost, ben: Browser) -> str:
    return host.ana.make_room(f"With {ben.user['name']}", "closed", ben)


def kept(host: ServedHost) -> list[Path]:
    return [path for path in (host.data / "files").rglob("*") if path.is_file()]


def post(client: SocketClient, room: str, body: str, *ids: str) -> dict[str, object]:
    return client.post(room, body, attachment_ids=list(ids))


def test_an_upload_goes_on_where_it_was_and_becomes_a_file_of_a_message(
    host: ServedHost, ben: Browser, room: str
) -> None:
    name = 'Übersicht "Q3"; 한국.mp4'
    place = place_of(announce(ben, name, len(DATA), width="640", kind="voice"))
    assert append(ben, place, 0, DATA[:1000]).headers["Upload-Offset"] == "1000"
    assert append(ben, place, 7, DATA[7:]).status == 409
    assert offset_of(ben, place) == 1000
    assert host.ana.ask("HEAD", place).status == 404
    done = append(ben, place, 1000, DATA[1000:])
    file = json.loads(str(done.headers["Chat-Attachment"]))
    assert (file["name"], file["size"], file["width"]) == ("Übersicht Q3; 한국.mp4", len(DATA), 640)
    assert ben.get(place).expect()["upload"]["attachment"] == file
    # Nobody else sees it before it is sent.
    assert host.ana.get(file["url"]).status == 404
    with ben.connect_socket() as client, host.ana.connect_socket() as ana:
        message = post(client, room, "", file["id"])
        assert message["attachments"] == [file]
        heard = ana.until("message:posted", lambda event: event["message"]["id"] == message["id"])
        assert heard["message"]["attachments"] == [file]
    # A client that goes on with it is not led back to its beginning.
    assert append(ben, place, len(DATA), b"").status == 404
    answer = host.ana.get(file["url"])
    assert answer.content == DATA
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in str(answer.headers["Content-Security-Policy"])
    assert str(answer.headers["Content-Disposition"]).startswith('attachment; filename="Ubersicht Q3_ .mp4"')
    part = host.ana.ask("GET", file["url"], None, {"Range": "bytes=10-19"})
    assert (part.status, part.content) == (206, DATA[10:20])
    listed = host.ana.get(f"/api/rooms/{room}/files").expect()["files"]
    assert [one["id"] for one in listed] == [file["id"]]


def test_an_upload_survives_a_restart_of_the_host(tmp_path: Path) -> None:
    first = ServedHost(tmp_path, forks=SHARED).set_up()
    place = place_of(announce(first.ana, "long.bin", len(DATA)))
    append(first.ana, place, 0, DATA[:5000])
    cookies = first.ana.cookies
    first.kill()
    second = ServedHost(tmp_path, forks=SHARED)
    try:
        ana = second.browser()
        ana.cookies = cookies
        assert offset_of(ana, place) == 5000
        file = json.loads(str(append(ana, place, 5000, DATA[5000:]).headers["Chat-Attachment"]))
        assert ana.get(file["url"]).content == DATA
    finally:
        second.kill()


def test_the_same_bytes_are_kept_once_and_go_with_their_last_message(host: ServedHost, ben: Browser, room: str) -> None:
    before = len(kept(host))
    data = b"kept once " * 1000
    one, other = send_file(ben, "one.txt", data), send_file(host.ana, "other.txt", data)
    assert len(kept(host)) == before + 1
    with ben.connect_socket() as client, host.ana.connect_socket() as ana:
        first, second = post(client, room, "mine", one["id"]), post(ana, room, "", other["id"])
        client.ask("message:delete", {"message_id": first["id"]})
        assert ben.get(one["url"]).status == 404
        assert ben.get(other["url"]).content == data
        ana.ask("message:delete", {"message_id": second["id"]})
    assert ben.get(other["url"]).status == 404
    until(lambda: len(kept(host)) == before)


def test_the_bytes_of_a_cancelled_upload_go_soon(host: ServedHost, ben: Browser) -> None:
    place = place_of(announce(ben, "tour.bin", 10))
    assert append(ben, place, 0, b"Hello").status == 204
    kept = host.data / "files" / "uploads" / place.rpartition("/")[2]
    assert kept.read_bytes() == b"Hello"
    assert ben.ask("DELETE", place).status == 204
    until(lambda: not kept.exists(), "the bytes to go")


def test_who_has_left_the_room_reads_its_files_no_more(host: ServedHost, ben: Browser, room: str) -> None:
    file = send_file(host.ana, "secret.txt", b"for the room")
    with host.ana.connect_socket() as ana:
        post(ana, room, "", file["id"])
    assert ben.get(file["url"]).status == 200
    host.ana.delete(f"/api/rooms/{room}/members/{ben.user_id}").expect()
    assert ben.get(file["url"]).status == 404
    assert ben.get(f"/api/rooms/{room}/files").status == 404


def test_a_file_is_sent_once_and_by_its_owner_only(host: ServedHost, ben: Browser, room: str) -> None:
    file = send_file(ben, "mine.txt", b"mine")
    with ben.connect_socket() as client, host.ana.connect_socket() as ana:
        stolen = {"room_id": room, "client_id": "s", "body": "look", "attachment_ids": [file["id"]]}
        assert ana.ask("message:post", stolen)["error"]["field"] == "attachment_ids"
        twice = {"room_id": room, "client_id": "t", "body": "", "attachment_ids": [file["id"], file["id"]]}
        assert client.ask("message:post", twice)["error"]["field"] == "attachment_ids"
        message = post(client, room, "", file["id"])
        again = {"room_id": room, "client_id": "u", "body": "", "attachment_ids": [file["id"]]}
        assert client.ask("message:post", again)["error"]["field"] == "attachment_ids"
        # A client may always send again: the stored message is the answer.
        same = {"room_id": room, "client_id": message["client_id"], "body": "", "attachment_ids": [file["id"]]}
        assert client.ask("message:post", same)["message"]["id"] == message["id"]
        forwarded = client.post(ben.home(), "", content={"forwarded": {"message_id": message["id"]}})
        (copy,) = forwarded["attachments"]
        client.ask("message:delete", {"message_id": message["id"]})
        assert host.ana.get(copy["url"]).content == b"mine"


def test_the_later_request_to_an_upload_ends_the_earlier_one(host: ServedHost, ben: Browser) -> None:
    place = place_of(announce(ben, "two.bin", len(DATA)))
    hanging = threading.Thread(target=hang, args=(ben, place))
    hanging.start()
    until(lambda: offset_of(ben, place) == len(PART))  # all of it, or the offset would be another one in a moment
    assert append(ben, place, len(PART), DATA[len(PART) :]).status == 204
    hanging.join(30)
    assert not hanging.is_alive()


def hang(who: Browser, place: str) -> None:
    """Sends a part, and then nothing more."""
    connection = who.connection(who.url.removeprefix("http://"))
    connection.putrequest("PATCH", place)
    headers = {"Cookie": who.cookie, "Origin": who.url, "Content-Type": "application/offset+octet-stream"}
    for name, value in (headers | {"Upload-Offset": "0", "Content-Length": str(len(DATA))}).items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(PART)
    connection.sock.settimeout(30)
    with contextlib.suppress(OSError):
        connection.sock.recv(100)
    connection.close()


def test_what_is_too_large_or_broken_is_refused_with_a_sentence(host: ServedHost, ben: Browser) -> None:
    refused = announce(ben, "huge.bin", 11 * 10**9)
    assert (refused.status, refused.json["error"]["reason"]) == (413, "too_large")
    assert announce(ben, "x", -1).code == "invalid"
    assert ben.ask("POST", "/api/uploads", b"", {"Upload-Length": "5", "Upload-Metadata": "name ***"}).code == "invalid"
    place = place_of(announce(ben, "small.bin", 3))
    assert append(ben, place, 0, b"four").code == "too_large"
    assert ben.ask("PATCH", place, b"x", {"Upload-Offset": "0", "Content-Type": "text/plain"}).code == "invalid"
    assert ben.ask("DELETE", place).status == 204
    assert ben.ask("HEAD", place).status == 404
    empty = send_empty(ben)
    assert empty["size"] == 0


def send_empty(who: Browser) -> dict[str, object]:
    place = place_of(announce(who, "empty.txt", 0))
    found: dict[str, object] = who.get(place).expect()["upload"]["attachment"]
    return found


def test_a_program_sends_a_file_in_one_request(host: ServedHost, ben: Browser) -> None:
    body = (
        b'--X\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n'
        b'--X\r\nContent-Disposition: form-data; name="file"; filename="../report.bin"\r\n\r\n'
        + DATA
        + b"\r\n--X--\r\n"
    )
    form = {"Content-Type": "multipart/form-data; boundary=X"}
    sent = ben.ask("POST", "/api/attachments", body, form).expect(201)["attachment"]
    assert (sent["name"], sent["size"]) == ("report.bin", len(DATA))
    assert ben.get(sent["url"]).content == DATA
    assert ben.delete(f"/api/attachments/{sent['id']}").status == 200
    assert ben.get(sent["url"]).status == 404
    assert ben.ask("POST", "/api/attachments", b"no parts", form).code == "invalid"
