"""An update is taken from another host: nothing that this host sends is kept unless it is signed, whole and for us."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec
import pytest
import sign_update
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chat_desktop.operations.updates import fetch as fetching
from chat_desktop.operations.updates import manifest, update_file
from chat_desktop.operations.updates.manifest import Manifest, UpdateRefused
from chat_desktop.operations.updates.shelf import Shelf
from chat_desktop.storage import migrations
from tests.operations.updates.test_updates import FOLDER, FOREIGN, KEYS, LINUX, OURS, packed, program, update

pytestmark = LINUX


class Other:
    """What the other host answers to the two requests. `cut` bytes are missing at the end of the file."""

    def __init__(self, path: Path) -> None:
        raw, signature = update_file.signed(path)
        self.description = json.dumps({"manifest": raw.decode(), "signature": signature.hex()}).encode()
        self.file = path.read_bytes()
        self.cut = 0
        self.status = 200
        self.asked: list[str] = []


@contextmanager
def serving(other: Other) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            other.asked.append(self.path)
            body = other.description if self.path == fetching.DESCRIPTION_PATH else other.file
            self.send_response(other.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) - other.cut] if self.path == fetching.FILE_PATH else body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def check(found: Manifest) -> None:
    manifest.check(found, "1.0", FOLDER, migrations.HEAD)


def taken(other: Other, data: Path, progress: Callable[[int, int], None] = lambda got, size: None) -> Manifest:
    with serving(other) as url:
        return Shelf(data, KEYS).fetch(url, check, progress)


def left(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "updates").iterdir())


def test_what_is_signed_and_newer_is_kept_whole(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    path = update(tmp_path)
    assert taken(Other(path), tmp_path, lambda got, size: steps.append((got, size))).version == "2.0"
    assert (tmp_path / "updates" / "fetched.update").read_bytes() == path.read_bytes()
    assert steps[-1] == (path.stat().st_size, path.stat().st_size)
    again = Shelf(tmp_path, KEYS).fetched()
    assert again is not None
    assert again.notes == "Now with tea."
    assert Shelf(tmp_path, [FOREIGN.public_key()]).fetched() is None
    assert left(tmp_path) == []


def described(tmp_path: Path, key: Ed25519PrivateKey = OURS, changed: dict[str, str] | None = None) -> Path:
    """An update whose signed description says something else."""
    package = packed(tmp_path, program("2.0"))
    told = sign_update.describe(package, FOLDER, "2.0", migrations.HEAD, "")
    return sign_update.sign(key, package, msgspec.structs.replace(told, **(changed or {})), tmp_path)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"version": "0.9"}, "which is older than 1.0"),
        ({"version": "1.0"}, "is installed already"),
        ({"platform": "windows-x86_64"}, "This update is for windows-x86_64"),
        ({"folder": "chat-desktop"}, "This update is for chat-desktop, and"),
        ({"app": "other"}, "not of Chat Desktop"),
    ],
)
def test_what_is_not_for_us_is_refused_before_it_is_loaded(tmp_path: Path, changed: dict[str, str], words: str) -> None:
    other = Other(described(tmp_path, changed=changed))
    with pytest.raises(UpdateRefused, match=words):
        taken(other, tmp_path)
    assert other.asked == [fetching.DESCRIPTION_PATH]
    assert left(tmp_path) == []


def test_what_was_signed_by_others_is_refused_before_it_is_loaded(tmp_path: Path) -> None:
    other = Other(described(tmp_path, FOREIGN))
    with pytest.raises(UpdateRefused, match="not signed by those who gave you this program"):
        taken(other, tmp_path)
    assert other.asked == [fetching.DESCRIPTION_PATH]


def test_a_file_that_is_cut_changed_or_too_large_leaves_nothing(tmp_path: Path) -> None:
    for change in ("cut", "changed", "large", "other"):
        other = Other(update(tmp_path))
        if change == "cut":
            other.cut = 10
        elif change == "large":
            other.file += bytes(2 * fetching.MORE_BYTES)
        elif change == "other":
            (tmp_path / "another").mkdir(exist_ok=True)
            other.file = update(tmp_path / "another", "3.0").read_bytes()
        else:
            at = len(other.file) // 2
            other.file = other.file[:at] + bytes([other.file[at] ^ 1]) + other.file[at + 1 :]
        steps: list[tuple[int, int]] = []
        with pytest.raises(UpdateRefused, match=r"damaged|could not be loaded"):
            taken(other, tmp_path, lambda got, size, steps=steps: steps.append((got, size)))  # type: ignore[misc]
        assert bool(steps) is (change != "large")  # nothing of a file that is too large is read
        assert left(tmp_path) == []


@pytest.mark.parametrize("answer", [b"", b"[]", b'{"manifest": 1}', b"<html>", b'{"manifest": "x", "signature": "zz"}'])
def test_nonsense_is_one_sentence(tmp_path: Path, answer: bytes) -> None:
    other = Other(update(tmp_path))
    other.description = answer
    with pytest.raises(UpdateRefused):
        taken(other, tmp_path)
    other.description = b" " * (fetching.MOST_DESCRIPTION_BYTES + 2)
    with pytest.raises(UpdateRefused, match="damaged"):
        taken(other, tmp_path)
    other.status = 404
    with pytest.raises(UpdateRefused, match="does not offer an update any more"):
        taken(other, tmp_path)


def test_it_can_be_ended_and_a_host_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    def end(got: int, size: int) -> None:
        raise UpdateRefused("The host is stopping.")

    with pytest.raises(UpdateRefused, match="stopping"):
        taken(Other(update(tmp_path)), tmp_path, end)
    with pytest.raises(UpdateRefused, match="could not be loaded"):
        Shelf(tmp_path, KEYS).fetch("http://127.0.0.1:9", check, lambda got, size: None)
    assert left(tmp_path) == []


def test_only_what_is_signed_is_offered_and_a_damaged_offer_is_removed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, KEYS)
    with pytest.raises(UpdateRefused, match="not signed"):
        shelf.offer(described(tmp_path, FOREIGN))
    with pytest.raises(UpdateRefused, match="There is no file"):
        shelf.offer(tmp_path / "missing")
    offered = shelf.offer(update(tmp_path))
    assert offered.size == offered.path.stat().st_size
    again = shelf.offered()
    assert again is not None
    assert again.raw == offered.raw
    offered.path.write_bytes(offered.path.read_bytes()[:-30])
    assert shelf.offered() is None
    assert left(tmp_path) == []
