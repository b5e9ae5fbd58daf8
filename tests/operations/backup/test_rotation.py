"""Which backups stay: the newest of 7 days, 4 weeks and 12 months."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from chat_desktop.operations.backup import file_objects, rotation
from chat_desktop.operations.backup.backup_file import SUFFIX
from chat_desktop.operations.backup.rotation import Backup
from tests.operations.backup.conftest import BackedUp

NEWEST = datetime(2026, 11, 29, 9, tzinfo=UTC)


def daily(days: int, an_hour: int = 0) -> list[Backup]:
    moments = (NEWEST - timedelta(days=day, hours=an_hour) for day in range(days))
    return [Backup(Path(f"{moment:%Y%m%d%H}"), moment) for moment in moments]


def test_of_two_years_of_daily_backups_twenty_stay() -> None:
    kept = rotation.kept(daily(730))
    ages = [(NEWEST - backup.made).days for backup in kept]
    assert ages[:7] == list(range(7))
    # The Sundays of the weeks before, and the last days of the months before.
    assert ages[7:10] == [7, 14, 21]
    months = [backup.made for backup in kept[10:]]
    assert len(months) == 11
    assert all((moment + timedelta(days=1)).day == 1 for moment in months)


def test_what_is_made_again_on_a_day_replaces_the_one_before() -> None:
    backups = sorted([*daily(3), *daily(3, an_hour=2)], key=lambda backup: backup.made, reverse=True)
    kept = rotation.kept(backups)
    assert [backup.made for backup in kept] == [NEWEST - timedelta(days=day) for day in range(3)]


def test_days_without_a_backup_cost_none() -> None:
    backups = [Backup(Path(str(week)), NEWEST - timedelta(days=9 * week)) for week in range(7)]
    assert rotation.kept(backups) == backups


def test_old_backups_go_with_the_files_that_only_they_need(backed_up: BackedUp) -> None:
    backed_up.add_file(b"old plan")
    first = backed_up.back_up()
    folder = first.path.parent
    backed_up.sql("DELETE FROM attachments")
    backed_up.sql("DELETE FROM blobs")
    (folder / "notes of a person.txt").write_text("not ours")
    second = backed_up.back_up(days=0.1)
    assert second.removed == 1
    assert {path.name for path in folder.iterdir()} == {
        second.path.name,
        second.path.with_suffix(rotation.LIST_SUFFIX).name,
        "files",
        "notes of a person.txt",
    }
    assert file_objects.found_in(folder).finished == {}


def test_nothing_goes_while_the_list_of_a_kept_backup_is_missing(backed_up: BackedUp) -> None:
    backed_up.add_file(b"plan")
    first = backed_up.back_up()
    first.path.with_suffix(rotation.LIST_SUFFIX).unlink()
    backed_up.sql("DELETE FROM attachments")
    backed_up.sql("DELETE FROM blobs")
    backed_up.back_up(days=1)
    assert len(file_objects.found_in(first.path.parent).finished) == 1


def test_a_clock_that_was_set_back_does_not_remove_the_new_backup(backed_up: BackedUp) -> None:
    for day in range(1, 8):
        backed_up.back_up(days=400 + day)
    made = backed_up.back_up(days=400.5)
    assert made.path.exists()
    assert made.path.name.endswith(SUFFIX)
