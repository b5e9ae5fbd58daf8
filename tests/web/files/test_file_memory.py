"""Large files, and files that claim far too much, need next to no memory of the host."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.support import figures
from tests.files import hostile
from tests.support.files import packed_bombs
from tests.support.files.file_client import PIECE, announce, place_of, send_file
from tests.support.files.sample_files import encoded, picture
from tests.support.hosts.host_process import ServedHost, set_up_office
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.raw_connection import RawConnection
from tests.support.parts import broken_forms

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads what the kernel counts in /proc")
MEGABYTE = 1 << 20
LARGE_BYTES = 512 * MEGABYTE
SMALL_BYTES = 16 * MEGABYTE
LARGE_FILE_KB, BOMBS_KB = 16 * 1024, 64 * 1024
LOOK_SECONDS = 300.0  # the process that looks into files gives way to everything else on the machine
BOMBS: list[Callable[[], bytes]] = [
    hostile.jpeg,
    hostile.webp,
    hostile.avif,
    hostile.endless_pages,
    hostile.loops,
]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    with set_up_office(tmp_path_factory.mktemp("memory")) as found:
        yield found


def begin_peak(host: ServedHost) -> int:
    """Makes the kernel forget the most memory that the host has held, and returns what it holds now, in kB."""
    Path(f"/proc/{host.process.pid}/clear_refs").write_text("5", "ascii")
    return peak(host)


def peak(host: ServedHost) -> int:
    """Returns the most memory that the host has held since `begin_peak`, in kB."""
    status = Path(f"/proc/{host.process.pid}/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))


def connect(host: ServedHost) -> RawConnection:
    return RawConnection(int(host.url.rsplit(":", 1)[1]))


def upload(host: ServedHost, who: Browser, size: int) -> dict[str, Any]:
    """Uploads a file in one request, without ever holding it here."""
    place, piece = place_of(announce(who, "large.bin", size)), bytes(MEGABYTE)
    wire = connect(host)
    told = {"Content-Type": PIECE, "Upload-Offset": "0", "Content-Length": str(size), "Cookie": who.cookie}
    wire.ask("PATCH", place, told)
    for _ in range(size // MEGABYTE):
        wire.send(piece)
    answer = wire.answer()
    wire.close()
    assert answer.status == 204, answer.body
    return dict(json.loads(answer.headers["chat-attachment"]))


def download(host: ServedHost, who: Browser, link: str) -> int:
    """Downloads a file and returns how many bytes came."""
    wire, buffer = connect(host), bytearray(MEGABYTE)
    wire.ask("GET", link, {"Cookie": who.cookie, "Connection": "close"})
    assert wire.until(b"\r\n\r\n").startswith(b"HTTP/1.1 200")
    came = len(wire._rest)
    while read := wire.sock.recv_into(buffer):
        came += read
    wire.close()
    return came


def test_a_large_file_comes_and_goes_in_little_memory(host: ServedHost) -> None:
    ben = host.newcomer("Ben")
    # What the first files cost once, such as the threads and their buffers, is not what a large file costs.
    for _ in range(4):
        assert download(host, ben, upload(host, ben, SMALL_BYTES)["url"]) == SMALL_BYTES
    before = begin_peak(host)
    file = upload(host, ben, LARGE_BYTES)
    assert peak(host) - before <= LARGE_FILE_KB
    assert download(host, ben, file["url"]) == LARGE_BYTES
    assert peak(host) - before <= LARGE_FILE_KB
    ben.delete(f"/api/attachments/{file['id']}").expect()


def test_files_that_claim_too_much_cost_the_host_little_memory(host: ServedHost) -> None:
    ben = host.newcomer("Ben")
    room = host.ana.make_room("Bombs", "closed", ben)
    files = [("roof.png", encoded(picture(), "PNG"))]
    files += [(make.__name__, make()) for make in BOMBS]
    before = begin_peak(host)
    ids = [send_file(ben, name, data)["id"] for name, data in files]
    with ben.connect_socket() as client:
        client.post(room, "", attachment_ids=ids)

    def states() -> list[str | None]:
        [message] = ben.get(f"/api/rooms/{room}/messages").expect()["messages"]
        return [file.get("state") for file in message["attachments"]]

    deadline = time.monotonic() + LOOK_SECONDS
    while "fresh" in states() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert states()[1:] == ["failed"] * len(BOMBS)
    assert peak(host) - before <= BOMBS_KB
    told = f"{len(BOMBS)} pictures and documents: refused, + {(peak(host) - before) / 1024:.0f} MB"
    figures.note(22, "pictures", told)


def test_archives_and_drawings_that_would_unpack_to_far_more_are_never_unpacked(host: ServedHost) -> None:
    ben = host.newcomer("Ben")
    room = host.ana.make_room("Archives", "closed", ben)
    files = packed_bombs.files()
    before = begin_peak(host)
    ids = [send_file(ben, name, data)["id"] for name, data in files]
    with ben.connect_socket() as client:
        client.post(room, "", attachment_ids=ids)
    [message] = host.ana.get(f"/api/rooms/{room}/messages").expect()["messages"]
    for found, (name, data) in zip(message["attachments"], files, strict=True):
        assert (found["name"], found["size"], found.get("state", "plain")) == (name, len(data), "plain")
        for form in ("", "?as=view", "?as=download"):
            answer = host.ana.get(found["url"] + form)
            assert answer.content == data
            assert answer.headers["Content-Type"].startswith(("application/octet-stream", "text/plain"))
            assert answer.headers["Content-Disposition"].startswith("attachment;")
        for form in ("?as=thumb", "?as=preview"):
            assert host.ana.get(found["url"] + form).status == 404
    assert peak(host) - before <= BOMBS_KB
    told = f"{len(files)} archives and SVG files that unpack to far more: never unpacked"
    figures.note(22, "archives", f"{told}, + {(peak(host) - before) / 1024:.0f} MB")


def test_forms_that_claim_too_much_cost_the_host_little_memory(host: ServedHost) -> None:
    ben = host.newcomer("Ben")
    before = begin_peak(host)
    for body in broken_forms.BODIES.values():
        assert ben.ask("POST", "/api/attachments", body, broken_forms.FORM).code == "invalid"
    assert peak(host) - before <= BOMBS_KB
    told = f"{len(broken_forms.BODIES)} forms: refused, + {(peak(host) - before) / 1024:.0f} MB"
    figures.note(22, "forms", told)
