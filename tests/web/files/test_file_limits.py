"""What one member can do to the office with files: each of these ends at a limit, and others go on."""

import json
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
from blake3 import blake3

from chat_desktop.chat.attachments import uploads
from chat_desktop.chat.core.content_commands import NewUpload
from chat_desktop.chat.core.creation_limits import BOUNDS, CreationLimits
from chat_desktop.errors import NotFound, RateLimited
from chat_desktop.files import store as stores
from chat_desktop.files import upload_writer
from chat_desktop.network.transfers.places import MAX_TRANSFERS
from chat_desktop.runtime import file_uploads
from chat_desktop.runtime.file_sweeper import FileSweeper
from chat_desktop.runtime.file_uploads import FileUploads
from chat_desktop.web.routes.files.uploads import CHECKED_BYTES
from tests.support.parts import broken_forms
from tests.support.parts.large_bodies import MemoryBody
from tests.support.parts.rules_office import RulesOffice
from tests.web.conftest import Site

PIECE = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}


def at_once(function: Any, *args: Any) -> Any:
    return function(*args)


def used(office: RulesOffice) -> int:
    """How many uploads have not ended."""
    return len(office.read(uploads.still_missing))


def announce(site: Site, size: int, **told: str) -> Any:
    entries = ",".join(f"{key} {b64encode(value.encode()).decode()}" for key, value in told.items())
    headers = {"Upload-Length": str(size), "Upload-Metadata": entries}
    return site.ask("POST", "/api/uploads", site.office.ana, headers=headers)


@pytest.mark.parametrize("body", broken_forms.BODIES.values(), ids=list(broken_forms.BODIES))
def test_a_broken_body_of_parts_is_refused_and_keeps_no_place(site: Site, office: RulesOffice, body: bytes) -> None:
    answer = site.ask("POST", "/api/attachments", office.ana, headers=broken_forms.FORM, data=body)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (400, "invalid")
    assert used(office) == 0


@pytest.mark.parametrize(
    "told",
    [
        {"peaks": "[" * 5_000},
        {"peaks": "[" * 3_000 + "]" * 3_000},
        {"peaks": json.dumps([1] * 65)},
        {"peaks": "[1e999]"},
        {"peaks": '{"a": 1}'},
        {"width": "0"},
        {"width": "999999999999999"},
        {"duration_ms": "9" * 15},
    ],
)
def test_hints_that_are_absurd_are_refused(site: Site, told: dict[str, str]) -> None:
    assert announce(site, 5, **told).get_json()["error"]["code"] == "invalid"


def test_who_sends_very_many_files_has_to_wait_and_others_do_not(office: RulesOffice) -> None:
    limits = CreationLimits(lambda: 0.0)

    def create(work: Any, session_id: str) -> None:
        work.limits = limits
        uploads.cancel(work, session_id, uploads.create(work, session_id, NewUpload("a", 1)).id)

    for _ in range(int(BOUNDS["upload"].burst)):
        office.write(create, office.cleo.session_id)
    with pytest.raises(RateLimited):
        office.write(create, office.cleo.session_id)
    office.write(create, office.dora.session_id)


def test_an_upload_that_cannot_be_stored_goes_on_later(
    site: Site, office: RulesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its bytes are not lost, and none are left over when it was cancelled meanwhile."""
    path = announce(site, 5).headers["Location"]
    with monkeypatch.context() as broken:
        broken.setattr(uploads, "finish", refuse)
        assert site.ask("PATCH", path, office.ana, headers=PIECE, data=b"Hello").status_code == 404
    store = site.services.files.uploads.store
    assert list(store.hashes()) == []
    again = site.ask("PATCH", path, office.ana, headers=PIECE | {"Upload-Offset": "5"}, data=b"")
    assert json.loads(again.headers["Chat-Attachment"])["size"] == 5
    assert len(list(store.hashes())) == 1
    assert store.unfinished() == []


def refuse(*args: Any) -> None:
    raise NotFound


def test_many_small_uploads_do_not_let_large_ones_be_read_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_uploads, "WRITERS_KEPT", 3)
    files = FileUploads(site.services.files.uploads.store)

    def send(upload_id: str, data: bytes) -> int:
        with files.hold(upload_id, MemoryBody(data)) as writer:
            before = writer.offset
            writer.write(data)
        return before

    send("large", b"x" * 1_000)
    for number in range(10):
        send(f"small{number}", b"x")
    files.store.upload_path("large").write_bytes(b"y" * 1_000)
    assert send("large", b"") == 1_000
    with files.hold("large", MemoryBody(b"")) as writer:
        assert writer.digest() == blake3(b"x" * 1_000).hexdigest()


def test_a_large_upload_is_read_again_in_parts(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_writer, "BLOCK_BYTES", 10)
    monkeypatch.setattr(upload_writer, "CATCH_UP_BLOCKS", 2)
    store = site.services.files.uploads.store
    store.upload_path("one").write_bytes(b"x" * 95)
    ran: list[str] = []

    class Body(MemoryBody):
        def run(self, function: Callable[..., Any], *args: Any) -> Any:
            ran.append(getattr(function, "__name__", ""))
            return function(*args)

    with FileUploads(store).hold("one", Body(b"")) as writer:
        assert (writer.offset, writer.digest()) == (95, blake3(b"x" * 95).hexdigest())
    assert ran.count("catch_up") == 5


def test_the_disk_keeps_its_floor_while_bytes_come() -> None:
    """It is looked at so often that all uploads which may run at once cannot fill what is to stay free."""
    assert MAX_TRANSFERS * CHECKED_BYTES <= stores.FREE_BYTES * 0.6


def test_the_sweep_removes_everything_that_is_over(site: Site, office: RulesOffice) -> None:
    files = FileUploads(site.services.files.uploads.store)

    def add_many(work: Any) -> None:
        for number in range(1_200):
            name = f"{number:064x}"
            work.db.execute(
                "INSERT INTO blobs (hash, size, kind, type, state, created_at) VALUES (?, 1, 'file', 'x', 'plain', 0)",
                (name,),
            )
            work.db.execute(
                "INSERT INTO attachments (id, hash, owner_id, name, created_at) VALUES (?, ?, ?, 'a', 0)",
                (name, name, office.ana.user_id),
            )

    office.write(add_many)
    kept = [f"{number:064x}" for number in range(1_200)]
    for file_hash in kept[::400]:
        path = files.store.path(file_hash)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        files.store.made_path(file_hash, "thumb").write_bytes(b"x")
    stray = files.store.made_path("cd" * 32, "preview")
    stray.write_bytes(b"x")
    sweeper = FileSweeper(office, files, at_once)
    sweeper.sweep_strays()
    assert not stray.exists()
    assert len(list(files.store.hashes())) == 3
    sweeper.sweep()
    assert list(files.store.hashes()) == []
    assert files.store.made_hashes() == set()
    assert office.read(lambda reading: reading.db.execute("SELECT count(*) FROM blobs").fetchone()[0]) == 0


def test_nobody_else_at_the_host_can_read_the_files(tmp_path: Any) -> None:
    """Also where the folder was there before, on another disk."""
    folder = tmp_path / "files"
    folder.mkdir(mode=0o755)
    store = stores.FileStore(folder)
    store.prepare()
    upload_writer.UploadWriter(store.upload_path("one"))
    kept = store.keep("one", "ab" * 32)
    assert kept.stat().st_mode & 0o777 == 0o600
    for inner in (kept.parent, kept.parent.parent, store.made, folder / "uploads"):
        assert inner.stat().st_mode & 0o777 == 0o700
