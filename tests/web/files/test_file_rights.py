"""The right to a file is asked at every request and while its bytes are sent, and ends with whatever gave it."""

import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from tests.support.files.file_client import send_file
from tests.support.files.sample_files import encoded, picture
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.raw_connection import RawConnection
from tests.support.hosts.tiny_server import until

LARGE_BYTES = 60 << 20
# A reader takes so much at a time and then waits, so that the whole would take it half a minute.
READ_BYTES, WAIT_SECONDS = 131_072, 0.05


class Share(NamedTuple):
    """A message of the owner with a large file and a picture, in a room with one more person."""

    host: ServedHost
    who: Browser
    room: str
    room_name: str
    message: dict[str, Any]

    def links(self) -> list[str]:
        """Every form in which the files are sent."""
        large, photo = self.message["attachments"]
        together = f"/api/files/zip?ids={large['id']},{photo['id']}"
        return [large["url"], photo["url"], photo["thumb"], photo["preview"], f"{photo['url']}?as=download", together]


def delete_message(share: Share) -> None:
    with share.host.ana.connect_socket() as ana:
        assert ana.ask("message:delete", {"message_id": share.message["id"]})["ok"]


def leave(share: Share) -> None:
    share.who.post(f"/api/rooms/{share.room}/leave").expect()


def remove(share: Share) -> None:
    share.host.ana.delete(f"/api/rooms/{share.room}/members/{share.who.user_id}").expect()


def delete_room(share: Share) -> None:
    path = f"/api/rooms/{share.room}"
    share.host.ana.ask("DELETE", path, {"name": share.room_name}).expect()


def sign_out(share: Share) -> None:
    signed_in = dict(share.who.cookies)
    share.who.delete("/api/session").expect()
    share.who.cookies = signed_in  # a client that goes on with what it had


def sign_out_by_owner(share: Share) -> None:
    share.host.ana.delete(f"/api/users/{share.who.user_id}/sessions").expect()


def deactivate(share: Share) -> None:
    share.host.ana.post(f"/api/users/{share.who.user_id}/deactivate").expect()


def ban(share: Share) -> None:
    share.host.ana.post(f"/api/users/{share.who.user_id}/ban").expect()


def make_guest(share: Share) -> None:
    """A guest is in no open room but those that are chosen."""
    other = share.host.ana.make_room(f"Guests {share.who.user['name']}", "open")
    asked = {"role": "guest", "room_ids": [other]}
    share.host.ana.patch(f"/api/users/{share.who.user_id}", asked).expect()


ENDS: list[Callable[[Share], None]] = [
    delete_message,
    leave,
    remove,
    delete_room,
    sign_out,
    sign_out_by_owner,
    deactivate,
    make_guest,
    ban,  # the last one: the office gets another link to join
]
REQUESTS: list[tuple[str, dict[str, str]]] = [
    ("GET", {}),
    ("HEAD", {}),
    ("GET", {"Range": "bytes=0-0"}),
    ("GET", {"If_None_Match": "*"}),
]


# What the host remembers of rights would end after a second anyway. Here only the events of their ends let it forget.
PROGRAM = ("-m", "tests.faults.support.launch", "rights_to_files_kept_for_long")


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    found = ServedHost(tmp_path_factory.mktemp("rights"), program=PROGRAM)
    try:
        yield found.set_up()
    finally:
        found.kill()


@pytest.fixture(scope="module")
def original(host: ServedHost) -> str:
    """The id of the message whose files are forwarded to all rooms. Each of these messages has files of its own."""
    files = [send_file(host.ana, "large.bin", bytes(LARGE_BYTES))]
    files.append(send_file(host.ana, "roof.png", encoded(picture(500, 400), "PNG")))
    home = host.ana.home()
    with host.ana.connect_socket() as ana:
        message = ana.post(home, "", attachment_ids=[file["id"] for file in files])

    def is_made() -> bool:
        page = host.ana.get(f"/api/rooms/{home}/messages").expect()["messages"]
        return any("thumb" in file for one in page if one["id"] == message["id"] for file in one["attachments"])

    until(is_made)
    return str(message["id"])


def shared(host: ServedHost, original: str) -> Share:
    who = host.newcomer("Ben")
    name = f"Of {who.user['name']}"
    room = host.ana.make_room(name, "open", who)
    with host.ana.connect_socket() as ana:
        message = ana.post(room, "", content={"forwarded": {"message_id": original}})
    return Share(host, who, room, name, message)


def begin(share: Share, link: str, **headers: str) -> RawConnection:
    """Begins a download and reads its head only."""
    reader = RawConnection(int(share.host.url.rsplit(":", 1)[1]), 4 * READ_BYTES)
    reader.ask("GET", link, {"Cookie": share.who.cookie, **headers})
    assert reader.until(b"\r\n\r\n").startswith(b"HTTP/1.1 20")
    return reader


def read_on(readers: list[RawConnection]) -> list[int]:
    """Reads from all of them slowly until the host has closed them, and returns how much came of each."""
    sizes, running = [0] * len(readers), set(range(len(readers)))
    while running:
        for number in list(running):
            try:
                piece = readers[number].sock.recv(READ_BYTES)
            except ConnectionError:
                piece = b""
            sizes[number] += len(piece)
            if not piece or sizes[number] >= LARGE_BYTES:
                running.discard(number)
        time.sleep(WAIT_SECONDS)
    return sizes


def test_every_link_and_every_download_ends_with_the_right(host: ServedHost, original: str) -> None:
    shares = [shared(host, original) for _ in ENDS]
    readers: list[RawConnection] = []
    for share in shares:
        links = share.links()
        readers += [begin(share, links[0]), begin(share, links[0], Range="bytes=100-"), begin(share, links[-1])]
    try:
        for end, share in zip(ENDS, shares, strict=True):
            assert {share.who.get(link).status for link in share.links()[1:5]} == {200}  # and this is remembered
            end(share)
            left = [asked for asked in REQUESTS for link in share.links() if is_sent(share, link, *asked)]
            assert (end.__name__, left) == (end.__name__, [])
        sizes = read_on(readers)
        names = [end.__name__ for end in ENDS for _ in range(3)]
        assert [name for name, size in zip(names, sizes, strict=True) if size >= LARGE_BYTES] == []
    finally:
        for each in readers:
            each.close()


def is_sent(share: Share, link: str, method: str, headers: dict[str, str]) -> bool:
    return share.who.ask(method, link, None, headers).status not in (401, 404)
