"""A stand-by takes copies of an office over a connection: only what has changed, and nothing that is not whole."""

import contextlib
import errno
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.operations.backup import file_objects
from chat_desktop.operations.backup.failures import BackupFailed, told
from chat_desktop.operations.backup.making import Source
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.operations.standby import connecting, keeping, settings, taking_over
from chat_desktop.operations.standby.giving import Giver, Stored
from chat_desktop.operations.standby.keeping import Round
from chat_desktop.operations.standby.store import Store
from chat_desktop.storage import migrations
from chat_desktop.storage.database import FILE_NAME
from tests.operations.standby.ends import STANDBY
from tests.support.files.stored_files import stored
from tests.support.parts.rules_office import START_MS, RulesOffice

FILE = b"the plan " * 1_000


class Site:
    """An office, and the folder of its stand-by. `told` is what the host has heard of whole copies."""

    def __init__(self, folder: Path) -> None:
        self.data, self.folder = folder / "host", folder / "standby"
        self.data.mkdir()
        self.office = RulesOffice(self.data)
        self.giver = Giver(Source(self.data, self.data / "files"), lambda: START_MS)
        self.told: list[Stored] = []
        self.sent = 0
        (self.folder / settings.COPY).mkdir(parents=True)

    @property
    def store(self) -> Store:
        return Store(self.folder / settings.COPY, bytes.fromhex(STANDBY.key))

    def connect(self, take: Callable[[Any], Any], secret: str = STANDBY.secret) -> Any:
        near, far = socket.socketpair()
        thread = threading.Thread(target=self._give, args=(far, STANDBY.secret))
        thread.start()
        with near:
            try:
                return take(connecting.connect_named(near, secret))
            finally:
                near.shutdown(socket.SHUT_RDWR)
                thread.join(20)

    def round(self) -> Round:
        take = lambda link: keeping.take(link, self.store, self.office.office.id, Progress())  # noqa: E731
        with told("keep"):
            found: Round = self.connect(take)
        return found

    def _give(self, connection: socket.socket, secret: str) -> None:
        with connection:
            try:
                link = connecting.accept(connection, secret)
                self.giver.serve(link, {"origins": ["http://192.0.2.1:8765"], "office_name": "Us"}, self.told.append)
            except (BackupFailed, OSError):
                return

    def attach(self, name: str) -> None:
        path = self.data / "files" / name[:2] / name[2:4] / name
        path.parent.mkdir(parents=True)
        path.write_bytes(FILE)
        attachment = stored(self.office, self.office.ana, "plan.txt", name, len(FILE))
        self.office.post(self.office.ana, "With a plan", attachment_ids=[attachment])

    def take_over(self) -> taking_over.Taken:
        known = replace(STANDBY, office_id=self.office.office.id)
        return taking_over.take_over(self.folder, known, self.folder / "data", Progress())


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path)
    yield made
    made.giver.close()
    made.office.close()


def test_what_has_not_changed_is_not_sent_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(2_000):
        site.office.post(site.office.ana, f"{number} " + "words " * 40)
    added: list[str] = []
    real = Store.add_piece

    def add(self: Store, name: str, content: bytes, progress: Progress) -> None:
        added.append(name)
        real(self, name, content, progress)

    monkeypatch.setattr(Store, "add_piece", add)
    first = site.round()
    assert first.is_new
    pieces = len(first.copy.database.pieces)
    assert (pieces > 3, len(added)) == (True, pieces)
    added.clear()
    again = site.round()
    assert (again.is_new, added) == (False, [])
    site.office.post(site.office.ana, "one more")
    assert site.round().is_new
    assert 0 < len(added) < pieces
    assert [each.at for each in site.told[:1]] == [START_MS]


def test_files_come_once_and_one_that_is_gone_is_counted(site: Site) -> None:
    site.attach("aa" * 32)
    first = site.round()
    assert (first.missing, b"".join(site.store.objects.blocks("aa" * 32))) == (0, FILE)
    site.attach("bb" * 32)
    (site.data / "files" / "bb" / "bb" / ("bb" * 32)).unlink()
    assert site.round().missing == 0  # the host does not promise what it does not have
    site.store.objects.remove("aa" * 32)
    (site.data / "files" / "aa" / "aa" / ("aa" * 32)).unlink()
    assert site.round().missing == 1
    assert (site.told[-1].missing, site.take_over().missing) == (1, 1)


def test_a_damaged_file_of_people_does_not_stop_a_taking_over(site: Site) -> None:
    site.attach("aa" * 32)
    site.attach("bb" * 32)
    site.round()
    path = site.store.objects.path("aa" * 32)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert site.take_over().missing == 1
    files = sorted(each.name for each in (site.folder / "data" / "files").rglob("*") if len(each.name) == 64)
    assert files == ["bb" * 32]


def test_nothing_of_the_office_is_readable_in_the_copy(site: Site) -> None:
    site.office.post(site.office.ana, "the secret plan")
    site.attach("aa" * 32)
    site.round()
    found = [path for path in (site.folder / settings.COPY).rglob("*") if path.is_file()]
    assert len(found) > 2
    for path in found:
        assert b"plan" not in path.read_bytes()
        assert "aaaa" not in path.name


def test_a_wrong_secret_gets_nothing(site: Site) -> None:
    with pytest.raises(BackupFailed) as refused:
        site.connect(lambda link: link, "00" * 32)
    assert (refused.value.reason, refused.value.key) == ("passphrase", connecting.NOT_KNOWN)


@pytest.mark.parametrize("where", ["pieces", "list"])
def test_a_full_disk_leaves_the_copy_before(site: Site, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    before = site.round().copy
    site.office.post(site.office.ana, "one more")

    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        if where == "pieces":
            patched.setattr(file_objects.FileObjects, "_seal", full)
        else:
            patched.setattr("chat_desktop.operations.standby.store.writing", full)
        with pytest.raises(BackupFailed) as problem:
            site.round()
    assert problem.value.reason == "disk_full"
    assert site.store.read() == before
    site.store.check(before, Progress())
    assert site.round().is_new


def test_another_key_opens_nothing(site: Site) -> None:
    site.round()
    other = replace(STANDBY, office_id=site.office.office.id, key="0f" * 32)
    with pytest.raises(BackupFailed) as problem:
        taking_over.take_over(site.folder, other, site.folder / "data", Progress())
    assert problem.value.reason == "passphrase"
    assert not (site.folder / "data" / FILE_NAME).exists()


def test_a_damaged_piece_is_not_taken_over_and_comes_again(site: Site) -> None:
    copy = site.round().copy
    path = site.store.objects.path(f"piece-{copy.database.pieces[0]}")
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(BackupFailed) as problem:
        site.take_over()
    assert problem.value.reason == "damaged"
    assert not (site.folder / "data" / FILE_NAME).exists()
    site.office.post(site.office.ana, "more")
    with contextlib.suppress(BackupFailed):  # it is not needed any more if it has changed; else it is found and removed
        site.round()
    site.round()
    assert site.take_over().missing == 0


def test_a_newer_version_is_not_taken_over(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = site.round().copy
    monkeypatch.setattr(migrations, "known", lambda: {"0001"})
    assert keeping.is_newer_version(copy)
    with pytest.raises(BackupFailed) as problem:
        site.take_over()
    assert problem.value.reason == "newer"


def test_taking_over_needs_space(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.round()
    usage = shutil.disk_usage(site.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=1))
    with pytest.raises(BackupFailed) as problem:
        site.take_over()
    assert problem.value.reason == "disk_full"
    assert not (site.folder / "data" / FILE_NAME).exists()
