"""A backup holds the whole office, and a restore brings it back on this or another PC."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from chat_desktop.operations.backup import backup_file, content, file_objects, keys, making
from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.storage import snapshot
from chat_desktop.storage.database import FILE_NAME
from tests.operations.backup.conftest import BackedUp
from tests.operations.backup.dying import PASSPHRASE
from tests.support.files import file_totals
from tests.support.parts.rules_office import START_MS


def texts(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / FILE_NAME)) as database:
        return [row[0] for row in database.execute("SELECT body FROM messages ORDER BY n")]


def test_everything_of_the_office_comes_back_on_another_pc(backed_up: BackedUp, tmp_path: Path) -> None:
    backed_up.office.post(backed_up.office.ana, "Coffee? ☕ قهوة")
    file_hash = backed_up.add_file(b"the plan" * 20_000)
    thumb = backed_up.source.files / "made" / f"{file_hash}.thumb.webp"
    thumb.write_bytes(b"RIFF")
    made = backed_up.back_up()
    other = tmp_path / "other"
    restored = backed_up.restore(made.path, other)
    assert restored.before is None
    assert (restored.manifest.people, restored.manifest.files, made.missing) == (4, 1, 0)
    assert texts(other)[-2:] == ["Coffee? ☕ قهوة", "The plan"]
    assert content.restored_path(other / "files", file_hash).read_bytes() == b"the plan" * 20_000
    assert [size for _, _, size in file_totals.check(other)] == [160_000]
    assert (other / "files" / "made" / thumb.name).read_bytes() == b"RIFF"
    assert (other / "tls" / "authority.pem").read_text() == "the authority"
    assert (other / "files" / "office.txt").read_text() == backed_up.office.office.id


def test_settings_that_name_places_of_the_other_pc_become_comments(backed_up: BackedUp, tmp_path: Path) -> None:
    backed_up.restore(backed_up.back_up().path, tmp_path / "other")
    settings = (tmp_path / "other" / "config.toml").read_text()
    assert settings == 'quota = 3\n# of the PC on which the backup was made: files = "/mnt/of/the/other/pc"\n'


def test_a_restored_office_proves_the_same_identity(backed_up: BackedUp, tmp_path: Path) -> None:
    made = backed_up.back_up()
    backed_up.restore(made.path, tmp_path / "other")
    seeds = {snapshot.contents(data / FILE_NAME).seed for data in (backed_up.source.data, tmp_path / "other")}
    assert len(seeds) == 1
    assert len(seeds.pop()) == snapshot.SEED_BYTES


def test_files_are_written_once_for_all_backups(backed_up: BackedUp) -> None:
    backed_up.add_file(b"the plan" * 1_000)
    folder = backed_up.back_up().path.parent
    (path,) = file_objects.found_in(folder).finished.values()
    before = path.stat()
    backed_up.add_file(b"another")
    backed_up.back_up(days=1)
    assert len(file_objects.found_in(folder).finished) == 2
    assert path.stat().st_ino == before.st_ino


def test_one_file_holds_the_files_too(backed_up: BackedUp, tmp_path: Path) -> None:
    file_hash = backed_up.add_file(b"the plan")
    path = tmp_path / "office.chatbackup"
    making.make_bundle(backed_up.source, path, backed_up.key, START_MS, Progress())
    backed_up.restore(path, tmp_path / "other")
    assert content.restored_path(tmp_path / "other" / "files", file_hash).read_bytes() == b"the plan"


def test_nothing_in_the_folder_can_be_read_without_the_passphrase(backed_up: BackedUp) -> None:
    backed_up.office.post(backed_up.office.ana, "A secret of Ana")
    file_hash = backed_up.add_file(b"a secret in a file")
    folder = backed_up.back_up().path.parent
    for path in (each for each in folder.rglob("*") if each.is_file()):
        assert file_hash not in str(path)
        assert file_hash.encode() not in path.read_bytes()
        assert b"secret" not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0


def test_the_passphrase_opens_it_from_any_keyboard_and_another_does_not(backed_up: BackedUp, tmp_path: Path) -> None:
    key = keys.new_key("cafe\u0301 au lait, bitte", cost=2)
    path = tmp_path / "office.chatbackup"
    making.make_bundle(backed_up.source, path, key, START_MS, Progress())
    assert backup_file.key_for(path, "caf\u00e9 au lait, bitte\n") == key
    with pytest.raises(BackupFailed, match="not the passphrase") as failed:
        backup_file.key_for(path, PASSPHRASE)
    assert failed.value.reason == "passphrase"


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(BackupFailed, match="12 characters"):
        keys.new_key("short", cost=2)


def test_a_file_that_was_deleted_meanwhile_is_told(backed_up: BackedUp) -> None:
    file_hash = backed_up.add_file(b"soon gone")
    content.restored_path(backed_up.source.files, file_hash).unlink()
    made = backed_up.back_up()
    assert (made.missing, made.manifest.files) == (1, 0)


def test_an_office_is_not_replaced_without_a_yes_and_is_kept_aside(backed_up: BackedUp, tmp_path: Path) -> None:
    made = backed_up.back_up()
    other = tmp_path / "other"
    backed_up.restore(made.path, other)
    (other / "config.toml").write_text("quota = 4\n")
    with pytest.raises(BackupFailed, match="holds an office"):
        backed_up.restore(made.path, other)
    assert (other / "config.toml").read_text() == "quota = 4\n"
    restored = backed_up.restore(made.path, other, may_replace=True)
    assert restored.before is not None
    assert (restored.before / "config.toml").read_text() == "quota = 4\n"
    assert (restored.before / FILE_NAME).exists()
    assert texts(other) == texts(restored.before)


def test_a_backup_into_the_office_itself_or_to_a_missing_stick_is_refused(backed_up: BackedUp, tmp_path: Path) -> None:
    for target, reason in ((tmp_path / "not-there", "not_there"), (backed_up.source.files, "failed")):
        with pytest.raises(BackupFailed) as failed:
            making.make(backed_up.source, target, backed_up.key, START_MS, Progress())
        assert failed.value.reason == reason


def test_a_large_file_is_packed_in_whole_blocks_not_in_pieces_that_are_copied_again_and_again(
    backed_up: BackedUp, tmp_path: Path
) -> None:
    sizes: list[int] = []

    class Counted(Progress):
        def advance(self, count: int) -> None:
            sizes.append(count)
            super().advance(count)

    backed_up.add_file(b"the plan" * 1_000_000)
    making.make_bundle(backed_up.source, tmp_path / "office.chatbackup", backed_up.key, START_MS, Counted())
    assert sizes.count(backup_file.BLOCK_BYTES) == 2 * (8_000_000 // backup_file.BLOCK_BYTES)  # written, read back
