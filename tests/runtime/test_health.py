"""Whether a write comes back: asked cheaply, however many ask."""

from collections.abc import Callable
from typing import Any

import gevent
import gevent.event
import pytest

from chat_desktop.errors import Internal
from chat_desktop.runtime import health
from chat_desktop.runtime.health import Health
from tests.support.parts.gevent_hub import on_a_hub, soon


class Disk:
    """An office whose writes come back while `works` is set. `probes` counts them."""

    def __init__(self) -> None:
        self.works = gevent.event.Event()
        self.works.set()
        self.probes = 0
        self.problem: Exception | None = None
        self.now = 100.0
        self.health = Health(self.write, lambda: self.now)

    def write(self, rule: Callable[[Any], None]) -> None:
        self.probes += 1
        self.works.wait()
        if self.problem is not None:
            raise self.problem
        rule(None)

    def ask(self, many: int) -> set[bool]:
        asking = [gevent.spawn(self.health.is_healthy) for _ in range(many)]
        return {one.get() for one in asking}


def test_a_thousand_who_ask_cause_one_probe_a_second() -> None:
    def work() -> None:
        disk = Disk()
        assert disk.ask(1_000) == {True}
        assert disk.ask(1_000) == {True}
        assert disk.probes == 1
        disk.now += health.FRESH_SECONDS
        assert disk.ask(1_000) == {True}
        assert disk.probes == 2

    on_a_hub(work)


def test_while_a_write_does_not_come_back_everybody_hears_of_it_and_one_probe_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(health, "LIMIT_SECONDS", 0.05)

    def work() -> None:
        disk = Disk()
        soon(disk.health.is_healthy)
        probes = disk.probes
        disk.now += 10.0
        disk.works.clear()
        assert disk.ask(100) == {False}
        for _ in range(20):
            disk.now += 10.0
            assert disk.ask(100) == {False}
        assert disk.probes == probes + 1
        disk.works.set()
        soon(disk.health.is_healthy)
        assert disk.probes == probes + 1, "the late one has told it"

    on_a_hub(work)


def test_a_write_that_comes_back_as_an_error_is_no_good_and_is_tried_again() -> None:
    def work() -> None:
        disk = Disk()
        disk.problem = Internal()
        assert disk.ask(10) == {False}
        disk.problem = None
        disk.now += health.FRESH_SECONDS
        assert disk.ask(10) == {True}

    on_a_hub(work)
