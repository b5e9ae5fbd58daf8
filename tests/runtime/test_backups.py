"""Daily backups: when they are made, what is told of them, and what ends them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.errors import Invalid
from chat_desktop.operations.backup import backup_file, kept_key, making, places, rotation
from chat_desktop.operations.backup.making import Source, office_folder
from chat_desktop.runtime.backups import DAY_MS, OLD_MS, RETRY_MS, Backups
from tests.support.parts.rules_office import RulesOffice

PASSPHRASE = "four words do well"


class Daily:
    """`again()` is what a host does after another start."""

    def __init__(self, folder: Path) -> None:
        self.data, self.stick = folder / "data", folder / "stick"
        self.data.mkdir()
        self.stick.mkdir()
        self.office = RulesOffice(self.data)
        self.now = self.office.now
        self.backups = self.again()

    def again(self) -> Backups:
        return Backups(Source(self.data, self.data / "files"), lambda: self.now, cost=2)

    def made(self) -> list[Path]:
        return [each.path for each in rotation.backups_in(office_folder(self.stick, self.office.office.id))]


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Daily]:
    host = Daily(tmp_path)
    yield host
    host.office.close()


def test_nothing_is_made_before_a_folder_is_chosen(host: Daily) -> None:
    host.backups.check()
    assert host.backups.state()["folder"] is None
    assert host.backups.state()["trouble"] is None
    with pytest.raises(Invalid, match="Choose a folder"):
        host.backups.begin()


def test_a_backup_is_made_at_once_and_then_each_day_also_after_a_start(host: Daily) -> None:
    host.backups.choose(str(host.stick), PASSPHRASE)
    host.backups.check()
    host.now += DAY_MS - 1
    host.backups.check()
    assert len(host.made()) == 1
    later = host.again()
    later.check()
    assert len(host.made()) == 1
    host.now += 1
    later.check()
    assert len(host.made()) == 2
    assert later.state()["last"]["at"] == host.now
    assert backup_file.key_for(host.made()[0], PASSPHRASE) == backup_file.key_for(host.made()[1], PASSPHRASE)


def test_the_passphrase_itself_is_not_kept_and_the_key_for_this_account_alone(host: Daily) -> None:
    host.backups.choose(str(host.stick), PASSPHRASE)
    folder = host.data / "backup"
    for path in folder.iterdir():
        assert PASSPHRASE not in path.read_text()
        assert path.stat().st_mode & 0o077 == 0
    host.backups.choose(str(host.stick), None)
    assert host.again().state()["folder"] == str(host.stick)
    host.backups.turn_off()
    assert kept_key.read(host.data) is None
    assert host.again().state()["folder"] is None


def test_a_stick_that_is_away_is_waited_for(host: Daily) -> None:
    host.backups.choose(str(host.stick), PASSPHRASE)
    host.stick.rmdir()
    host.backups.check()
    assert host.backups.state()["problem"]["reason"] == "not_there"
    assert host.backups.state()["trouble"] is None
    host.stick.mkdir()
    host.backups.check()
    assert host.backups.state()["problem"] is None
    assert len(host.made()) == 1


def test_a_stick_that_stays_away_is_trouble_after_three_days(host: Daily) -> None:
    host.backups.choose(str(host.stick), PASSPHRASE)
    host.stick.rmdir()
    host.now += OLD_MS
    host.backups.check()
    assert host.backups.state()["trouble"] is None
    host.now += 1
    assert host.again().state()["trouble"] == "old"


def test_a_failed_backup_is_told_and_tried_again_after_an_hour(host: Daily, monkeypatch: pytest.MonkeyPatch) -> None:
    host.backups.choose(str(host.stick), PASSPHRASE)
    folder = office_folder(host.stick, host.office.office.id)
    folder.write_text("not a folder")
    host.backups.check()
    assert host.backups.state()["trouble"] == "failed"
    assert host.again().state()["trouble"] == "failed"
    folder.unlink()
    host.now += RETRY_MS - 1
    host.backups.check()
    assert host.made() == []
    host.now += 1
    host.backups.check()
    assert len(host.made()) == 1
    assert host.backups.state()["trouble"] is None


def test_a_clock_that_was_set_back_does_not_end_backups(host: Daily) -> None:
    host.backups.choose(str(host.stick), PASSPHRASE)
    host.backups.check()
    host.now -= 400 * DAY_MS
    host.backups.check()
    assert len(host.made()) == 2


def test_a_backup_is_cancelled_and_one_runs_at_a_time(host: Daily, monkeypatch: pytest.MonkeyPatch) -> None:
    host.backups.choose(str(host.stick), PASSPHRASE)
    real = making.make

    def make(*args: Any) -> making.Made:
        assert host.backups.state()["running"]["stage"] == "database"
        host.backups.run()  # does nothing beside the one that runs
        host.backups.cancel()
        return real(*args)

    monkeypatch.setattr(making, "make", make)
    host.backups.run()
    assert host.backups.state()["problem"]["reason"] == "cancelled"
    assert host.backups.state()["running"] is None
    assert host.backups.state()["trouble"] is None
    assert host.made() == []


def test_what_cannot_be_chosen_is_refused(host: Daily) -> None:
    for folder, passphrase, field in (
        ("stick", PASSPHRASE, "folder"),
        ("", PASSPHRASE, "folder"),
        (str(host.stick / "not-there"), PASSPHRASE, "folder"),
        (str(host.data), PASSPHRASE, "folder"),
        (str(host.stick), "short", "passphrase"),
        (str(host.stick), None, "passphrase"),
    ):
        with pytest.raises(Invalid) as refused:
            host.backups.choose(folder, passphrase)
        assert refused.value.details == {"field": field}
    assert kept_key.read(host.data) is None


def test_the_disks_that_are_connected_are_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "media" / "ana" / "STICK"
    stick.mkdir(parents=True)
    (tmp_path / "media" / "ana" / "empty").mkdir()
    monkeypatch.setattr(Path, "is_mount", lambda path: path == stick)
    assert places.connected("linux", tmp_path) == [stick]
