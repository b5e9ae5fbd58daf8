"""The end of a full disk is looked for until it is there, whatever the looks run into."""

from collections.abc import Callable
from typing import Any

import pytest

from chat_desktop.errors import Damaged, DiskFull, Internal
from chat_desktop.runtime import disk_monitor
from chat_desktop.runtime.disk_monitor import DiskMonitor
from tests.support.parts.gevent_hub import on_a_hub, soon


class Disk:
    """Full, then broken in other ways, then well again."""

    def __init__(self) -> None:
        self.problems: list[Exception] = [DiskFull(), DiskFull(), Internal(), RuntimeError("a broken part"), DiskFull()]

    def write(self, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        if self.problems:
            raise self.problems.pop(0)


def test_no_exception_ends_the_look_for_space(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_monitor, "PROBE_SECONDS", 0.001)

    def work() -> None:
        told: list[str | None] = []
        disk: Any = Disk()
        office = DiskMonitor(disk)
        office.tell = told.append
        with pytest.raises(DiskFull):
            office.write(print)
        soon(lambda: told == ["disk_full", None])
        assert disk.problems == []

    on_a_hub(work)


def test_a_failure_to_tell_does_not_hide_that_the_disk_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_monitor, "PROBE_SECONDS", 0.001)

    def fail(reason: str | None) -> None:
        raise RuntimeError("a broken publisher")

    def work() -> None:
        disk: Any = Disk()
        office = DiskMonitor(disk)
        office.tell = fail
        with pytest.raises(DiskFull):
            office.write(print)
        soon(lambda: not disk.problems and office._probing is None)

    on_a_hub(work)


def test_a_damaged_database_is_told_once_and_stays_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_monitor, "PROBE_SECONDS", 0.001)

    class Broken:
        def __init__(self) -> None:
            self.problems: list[Exception] = [DiskFull()]

        def write(self, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
            if self.problems:
                raise self.problems.pop(0)

        def read(self, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
            raise Damaged

    def work() -> None:
        told: list[str | None] = []
        disk: Any = Broken()
        office = DiskMonitor(disk)
        office.tell = told.append
        for _ in range(3):
            with pytest.raises(Damaged):
                office.read(print)
        with pytest.raises(DiskFull):
            office.write(print)
        soon(lambda: office._probing is None)
        assert told == ["damaged"], "a full disk and its end do not hide it"

    on_a_hub(work)
