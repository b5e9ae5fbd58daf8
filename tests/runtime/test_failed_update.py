"""The owner reads on the page about the host that the update before has failed, until the next one begins."""

import errno
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from chat_desktop.operations.updates import outcome, plan, start_words
from chat_desktop.operations.updates.manifest import UpdateRefused
from chat_desktop.operations.updates.shelf import Shelf
from chat_desktop.runtime.updates.lan_updates import LanUpdates
from tests.support.hosts.tiny_server import until

WHY = UpdateRefused("update_taken_back", {"version": "2.0", "here": "1.0"})
NOBODY: Any = SimpleNamespace(announce=lambda **said: None, updates=lambda: ())


@pytest.fixture
def updates(tmp_path: Path) -> Iterator[LanUpdates]:
    outcome.keep(tmp_path, WHY)
    installer = plan.clear(tmp_path) / "setup.exe"
    installer.touch()
    updates = LanUpdates(tmp_path)
    with updates.running(NOBODY):
        until(lambda: updates.state()["problem"] is not None, "the failure is read")
        assert not installer.exists(), "that of an update that is over is removed"
        yield updates


def test_a_failure_is_told_at_the_next_start(updates: LanUpdates) -> None:
    told = updates.state()
    assert told["problem"] == str(WHY)
    assert (told["problem_key"], told["problem_values"]) == (WHY.key, WHY.values)


def test_the_next_update_ends_it(updates: LanUpdates, tmp_path: Path) -> None:
    updates.offer(str(tmp_path / "missing"))
    until(lambda: outcome.kept(tmp_path) is None, "it is forgotten")


def test_its_owner_ends_it(updates: LanUpdates, tmp_path: Path) -> None:
    updates.discard()
    assert updates.state()["problem"] is None
    until(lambda: outcome.kept(tmp_path) is None, "it is forgotten")


def test_the_words_of_this_process_are_told(updates: LanUpdates, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_words, "_remembered", ["serve", "--port=9000"])
    assert updates.state()["words"] == ["serve", "--port=9000"]


def test_a_failure_of_the_disk_is_told_too(updates: LanUpdates, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Shelf, "offer", fails)
    updates.discard()
    updates.offer("/somewhere")
    until(lambda: updates.state()["busy"] is None, "it has ended")
    assert updates.state()["problem"] == "The update could not be copied: Input/output error."
