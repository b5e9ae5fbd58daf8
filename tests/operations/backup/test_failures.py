"""Whatever ends a backup or a restore, the old or the new is there, whole."""

import errno
import io
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from chat_desktop.operations.backup import backup_file, folder_swap, making, rotation, work_folder
from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.backup.keys import SALT_BYTES
from chat_desktop.operations.backup.progress import Progress, Stage
from chat_desktop.operations.backup.sealed_stream import CHUNK_BYTES, TAG_BYTES, SealedReader, SealedWriter
from chat_desktop.runtime import start_checks
from chat_desktop.storage import leftovers, snapshot
from chat_desktop.storage.database import FILE_NAME
from tests.operations.backup.conftest import BackedUp
from tests.support.hosts.host_process import ROOT

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def left_in(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if rotation.PARTIAL in path.name or "copy.db" in path.name]


def opens(backed_up: BackedUp, path: Path, data: Path) -> bool:
    """Whether a restore into a new folder succeeds."""
    try:
        backed_up.restore(path, data)
    except BackupFailed as problem:
        reason = problem.reason
    else:
        return True
    assert reason in ("damaged", "passphrase", "newer")
    assert [each for each in data.iterdir() if each.name != "host.lock"] == []
    return False


def test_a_flipped_bit_anywhere_is_noticed(backed_up: BackedUp, tmp_path: Path) -> None:
    (backed_up.source.data / "tls" / "key.pem").write_bytes(os.urandom(3 * CHUNK_BYTES))
    whole = backed_up.back_up().path.read_bytes()
    path = tmp_path / f"flipped{backup_file.SUFFIX}"
    places = [0, 9, 40, 300, 420, len(whole) // 2, CHUNK_BYTES, len(whole) - 1]
    for place in places:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert not opens(backed_up, path, tmp_path / f"flipped-{place}"), place
    path.write_bytes(whole)
    assert opens(backed_up, path, tmp_path / "whole")


def test_a_cut_or_longer_file_is_noticed(backed_up: BackedUp, tmp_path: Path) -> None:
    (backed_up.source.data / "tls" / "key.pem").write_bytes(os.urandom(3 * CHUNK_BYTES))
    made = backed_up.back_up().path
    whole = made.read_bytes()
    with made.open("rb") as file:
        start = len(backup_file.read_header(file).raw) + backup_file.MAC_BYTES
    path = tmp_path / f"cut{backup_file.SUFFIX}"
    for length in (0, 5, 200, start, start + CHUNK_BYTES + 16, len(whole) - 1, len(whole) - 20):
        path.write_bytes(whole[:length])
        assert not opens(backed_up, path, tmp_path / f"cut-{length}"), length
    path.write_bytes(whole + b"more")
    assert not opens(backed_up, path, tmp_path / "longer")


def test_a_stream_that_ends_after_a_chunk_is_noticed() -> None:
    key, sealed = bytes(32), io.BytesIO()
    writer = SealedWriter(sealed, key, b"header")
    writer.write(bytes(2 * CHUNK_BYTES))
    writer.finish()
    assert len(SealedReader(io.BytesIO(sealed.getvalue()), key, b"header").chunk()) == CHUNK_BYTES
    cut = SealedReader(io.BytesIO(sealed.getvalue()[: CHUNK_BYTES + TAG_BYTES]), key, b"header")
    with pytest.raises(BackupFailed, match="damaged"):
        cut.chunk()


def test_a_header_that_asks_for_much_memory_is_refused(backed_up: BackedUp, tmp_path: Path) -> None:
    whole = backed_up.back_up().path.read_bytes()
    path = tmp_path / f"bomb{backup_file.SUFFIX}"
    path.write_bytes(whole.replace(b'"r": 8', b'"r": 9').replace(b'"n": 2,', b'"n": 2147483648,'))
    with pytest.raises(BackupFailed):
        backup_file.key_for(path, "any passphrase")


@pytest.mark.parametrize("name", ["n", "r", "p", "created_at"])
def test_a_header_with_a_number_without_end_is_refused(name: str) -> None:
    kdf = {"name": "scrypt", "salt": "00" * SALT_BYTES, "n": 2, "r": 8, "p": 1}
    said = json.dumps({"kdf": kdf, "salt": "00" * SALT_BYTES, "office": "x", "created_at": 1})
    header = re.sub(f'"{name}": \\d+', f'"{name}": Infinity', said).encode()
    start = struct.pack(">8sBI", backup_file.MAGIC, backup_file.VERSION, len(header))
    with pytest.raises(BackupFailed):
        backup_file.read_header(io.BytesIO(start + header))


@pytest.mark.parametrize("space", [0, 1, 2])
def test_a_full_disk_leaves_the_backups_before(
    backed_up: BackedUp, monkeypatch: pytest.MonkeyPatch, space: int
) -> None:
    """The disk takes `space` chunks more: of a file with two chunks, then of the backup, which has one."""
    backed_up.add_file(os.urandom(100_000))
    first = backed_up.back_up()
    content = first.path.read_bytes()
    backed_up.add_file(os.urandom(100_001))
    real, numbers = SealedWriter._seal, iter(range(1_000))

    def seal(writer: SealedWriter, chunk: bytes, is_last: bool) -> None:
        if next(numbers) >= space:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(writer, chunk, is_last)

    monkeypatch.setattr(SealedWriter, "_seal", seal)
    with pytest.raises(BackupFailed, match="disk is full") as failed:
        backed_up.back_up(days=1)
    assert failed.value.reason == "disk_full"
    assert [each.path for each in rotation.backups_in(first.path.parent)] == [first.path]
    assert first.path.read_bytes() == content
    assert left_in(backed_up.stick) == left_in(backed_up.source.data) == []


@pytest.mark.parametrize("stage", ["database", "files", "writing", "checking"])
def test_a_cancelled_backup_leaves_nothing(backed_up: BackedUp, stage: Stage) -> None:
    backed_up.add_file(b"the plan")
    progress: Progress = Progress(lambda begun: progress.cancel() if begun == stage else None)
    with pytest.raises(BackupFailed, match="cancelled"):
        backed_up.back_up(progress=progress)
    assert left_in(backed_up.stick) == left_in(backed_up.source.data) == []
    assert list(backed_up.stick.rglob(f"*{backup_file.SUFFIX}")) == []


def deaths(*words: object) -> list[bool]:
    """Whether each process of dying.py was killed in the middle."""
    command = [sys.executable, "-m", "tests.operations.backup.dying", *map(str, words)]
    found: list[bool] = json.loads(subprocess.check_output(command, cwd=ROOT))
    return found


@needs_fork
def test_kill_9_in_a_backup_leaves_the_ones_before(backed_up: BackedUp, tmp_path: Path) -> None:
    first = backed_up.back_up()
    backed_up.add_file(b"the plan")
    stages = ("database", "files", "writing", "checking")
    assert deaths("backup", backed_up.source.data, backed_up.stick, *stages) == [True] * 4
    assert left_in(backed_up.stick) != []
    assert [each.path for each in rotation.backups_in(first.path.parent)] == [first.path]
    assert opens(backed_up, first.path, tmp_path / "other")
    second = backed_up.back_up(days=1)
    assert opens(backed_up, second.path, tmp_path / "another")
    assert left_in(backed_up.stick) == left_in(backed_up.source.data) == []


def people(data: Path) -> int:
    """The people of the office, after what a start does first."""
    seen = leftovers.seen(data)
    start_checks.check_folder(data, seen)
    assert not (data / folder_swap.MARKER).exists()
    assert (data / "tls" / "authority.pem").exists()
    assert (data / "config.toml").exists()
    assert (data / "files" / "office.txt").exists()
    return snapshot.contents(data / FILE_NAME).people


RENAMINGS = 14  # of a restore, or more


@needs_fork
def test_kill_9_in_a_restore_leaves_the_old_or_the_new_office(backed_up: BackedUp, tmp_path: Path) -> None:
    old = backed_up.back_up()
    backed_up.office.join("Eve")
    new, folder = backed_up.back_up(days=1), tmp_path / "copies"
    backed_up.restore(old.path, folder / "0")
    for number in range(1, RENAMINGS):
        shutil.copytree(folder / "0", folder / str(number))
    killed = deaths("restore", new.path, folder, RENAMINGS)
    found = [people(folder / str(number)) for number in range(RENAMINGS)]
    assert killed == sorted(killed, reverse=True)  # the last ones have no renaming of this number
    assert sum(killed) > 8
    assert found == sorted(found)
    assert set(found) == {4, 5}


def test_two_backups_of_one_office_do_not_run_at_once(backed_up: BackedUp) -> None:
    with work_folder.held(backed_up.source.data), pytest.raises(BackupFailed, match="already"):
        backed_up.back_up()
    assert backed_up.back_up().path.exists()


def test_writes_go_on_while_the_database_is_copied(backed_up: BackedUp, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy stands still until a message is committed: a copy that held the writer up would never end."""
    office, copying, written = backed_up.office, threading.Event(), threading.Event()

    def asked() -> bool:
        copying.set()
        assert written.wait(20)
        return False

    monkeypatch.setattr(snapshot, "STEPS", 1)
    progress = Progress()
    monkeypatch.setattr(progress, "is_cancelled", asked)
    thread = threading.Thread(target=lambda: backed_up.back_up(progress=progress))
    thread.start()
    assert copying.wait(20)
    office.post(office.ana, "while it is copied")
    written.set()
    thread.join(60)
    assert not thread.is_alive()
    assert rotation.backups_in(making.office_folder(backed_up.stick, office.office.id))


def test_a_newer_schema_is_told(backed_up: BackedUp, tmp_path: Path) -> None:
    backed_up.sql("UPDATE alembic_version SET version_num = '9999'")
    path = backed_up.back_up().path
    with pytest.raises(BackupFailed, match="newer"):
        backed_up.restore(path, tmp_path / "other")
