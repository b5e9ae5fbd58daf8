"""Stops the time of connections, so that no ping and no limit depends on how long a test takes."""

from types import SimpleNamespace

import pytest

from chat_desktop.realtime.transport import engine, socket
from tests.support.clocks.clock import Clock
from tests.support.hosts.tiny_server import TinyOffice, until

STEP_SECONDS = 0.01  # a host that finds itself late spares everybody, so that time passes in small steps


def stopped_time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Returns the clock of all connections from now on."""
    clock = Clock()
    for module in (engine, socket):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=clock))
    return clock


def let_time_run_out(office: TinyOffice, clock: Clock) -> None:
    """Returns when a connection of the office has ended because its ping was not answered."""

    def pass_a_step() -> bool:
        clock.now += STEP_SECONDS
        return bool(office.gone)

    until(pass_a_step, "the end of a connection")
