"""What is missing, damaged or no backup at all is named, and everything else is restored."""

import errno
import os
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.operations.backup import backup_file, content, making, restoring, rotation
from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.backup.file_objects import FileObjects
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.storage import snapshot
from chat_desktop.storage.database import FILE_NAME
from tests.operations.backup.conftest import BackedUp
from tests.operations.backup.test_failures import left_in
from tests.support.parts.rules_office import START_MS


def objects_of(folder: Path) -> dict[int, Path]:
    """The files of people beside a backup, by their size there."""
    return {path.stat().st_size: path for path in (folder / "files").glob("*/*")}


def test_a_damaged_or_missing_file_of_people_is_named_and_all_others_come_back(
    backed_up: BackedUp, tmp_path: Path
) -> None:
    hashes = {size: backed_up.add_file(b"x" * size) for size in (10, 200, 3_000)}
    made = backed_up.back_up()
    missing, damaged, whole = (path for _, path in sorted(objects_of(made.path.parent).items()))
    missing.unlink()
    content_before = damaged.read_bytes()
    damaged.write_bytes(content_before[:-1] + bytes([content_before[-1] ^ 1]))
    restored = backed_up.restore(made.path, tmp_path / "other")
    lost = sorted((each.file.size, each.file.name, each.path, each.is_damaged, each.sent_as) for each in restored.lost)
    assert lost == [(10, hashes[10], missing, False, "plan.txt"), (200, hashes[200], damaged, True, "plan.txt")]
    there = [content.restored_path(tmp_path / "other" / "files", hashes[size]).exists() for size in (10, 200, 3_000)]
    assert there == [False, False, True], whole
    assert snapshot.contents(tmp_path / "other" / FILE_NAME).people == 4
    damaged.write_bytes(content_before)
    again = backed_up.restore(made.path, tmp_path / "other", may_replace=True)
    assert [each.path for each in again.lost] == [missing]


def test_the_name_of_a_file_in_a_private_room_is_not_told(backed_up: BackedUp, tmp_path: Path) -> None:
    office = backed_up.office
    closed = office.make_room(office.ben, "Salaries", "closed")
    file_hash = backed_up.add_file(b"a secret")
    backed_up.sql(f"UPDATE attachments SET room_id = '{closed}' WHERE hash = '{file_hash}'")
    made = backed_up.back_up()
    shutil.rmtree(made.path.parent / "files")
    (lost,) = backed_up.restore(made.path, tmp_path / "other").lost
    assert (lost.file.name, lost.sent_as) == (file_hash, None)


def test_a_picture_that_is_missing_is_made_again(backed_up: BackedUp, tmp_path: Path) -> None:
    file_hash = backed_up.add_file(b"a picture, say")
    thumb = content.restored_path(backed_up.source.files, f"{file_hash}.thumb")
    thumb.write_bytes(b"RIFF")
    backed_up.sql("UPDATE blobs SET state = 'made'")
    made = backed_up.back_up()
    objects_of(made.path.parent)[min(objects_of(made.path.parent))].unlink()
    restored = backed_up.restore(made.path, tmp_path / "other")
    assert restored.lost == []
    assert content.restored_path(tmp_path / "other" / "files", file_hash).exists()
    with closing(sqlite3.connect(tmp_path / "other" / FILE_NAME)) as database:
        assert database.execute("SELECT state FROM blobs").fetchall() == [("fresh",)]


def test_a_stick_that_is_pulled_out_meanwhile_ends_the_restore(
    backed_up: BackedUp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up.add_file(b"the plan")
    made = backed_up.back_up()
    real = restoring.restore_files

    def pulled(*arguments: Any) -> Any:
        shutil.rmtree(backed_up.stick)
        return real(*arguments)

    monkeypatch.setattr(restoring, "restore_files", pulled)
    with pytest.raises(BackupFailed, match="Connect its disk or stick"):
        backed_up.restore(made.path, tmp_path / "other")
    assert [each.name for each in (tmp_path / "other").iterdir()] == ["host.lock"]


def test_a_place_of_the_stick_that_cannot_be_read_costs_one_file(
    backed_up: BackedUp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up.add_file(b"x" * 10)
    backed_up.add_file(b"x" * 200)
    made = backed_up.back_up()
    real, bad = FileObjects._opened, objects_of(made.path.parent)[min(objects_of(made.path.parent))]

    def read(objects: FileObjects, name: str, file: Any) -> Any:
        if file.name == str(bad):
            raise OSError(errno.EIO, "Input/output error")
        return real(objects, name, file)

    monkeypatch.setattr(FileObjects, "_opened", read)
    restored = backed_up.restore(made.path, tmp_path / "other")
    assert [(each.path, each.is_damaged) for each in restored.lost] == [(bad, True)]


def test_what_is_no_backup_is_told_with_its_name(backed_up: BackedUp, tmp_path: Path) -> None:
    nowhere, fifo = tmp_path / "gone.chatbackup", tmp_path / "pipe"
    os.mkfifo(fifo)
    told = {nowhere: f"There is no backup {nowhere}", tmp_path: f"{tmp_path} is a folder", fifo: "not a backup"}
    for path, sentence in told.items():
        for look in (backup_file.header_of, lambda path: backed_up.restore(path, tmp_path / "other")):
            with pytest.raises(BackupFailed, match=re.escape(sentence)):
                look(path)


def test_a_failure_of_the_disk_names_the_file(backed_up: BackedUp, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(backed_up.stick / "office"))

    monkeypatch.setattr(rotation, "remove_partial", refuse)
    with pytest.raises(BackupFailed, match=re.escape(f"Permission denied ({backed_up.stick / 'office'})")) as failed:
        backed_up.back_up()
    assert f"Keine Berechtigung ({backed_up.stick / 'office'})" in failed.value.in_language("de")


def test_a_file_that_is_deleted_while_a_bundle_is_made_is_left_out(
    backed_up: BackedUp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = [backed_up.add_file(name) for name in (b"the plan", b"another")]
    path, real = tmp_path / f"office{backup_file.SUFFIX}", content.add_manifest

    def deleted(*arguments: Any) -> None:
        content.restored_path(backed_up.source.files, hashes[0]).unlink(missing_ok=True)
        real(*arguments)

    monkeypatch.setattr(content, "add_manifest", deleted)
    made = making.make_bundle(backed_up.source, path, backed_up.key, START_MS, Progress())
    assert (made.missing, made.manifest.files) == (1, 1)
    backed_up.restore(path, tmp_path / "other")
    there = [content.restored_path(tmp_path / "other" / "files", each).exists() for each in hashes]
    assert there == [False, True]
    assert left_in(tmp_path) == []


def test_a_bundle_of_an_office_whose_files_go_all_the_time_is_told(
    backed_up: BackedUp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = iter([backed_up.add_file(bytes([number])) for number in range(making.BUNDLE_TRIES)])
    real = content.add_manifest

    def deleted(*arguments: Any) -> None:
        content.restored_path(backed_up.source.files, next(hashes)).unlink()
        real(*arguments)

    monkeypatch.setattr(content, "add_manifest", deleted)
    path = tmp_path / f"office{backup_file.SUFFIX}"
    with pytest.raises(BackupFailed, match="deleted again and again"):
        making.make_bundle(backed_up.source, path, backed_up.key, START_MS, Progress())
    assert not path.exists()
