"""The locks of login1, on a bus of our own: they come back when login1 or the whole bus does."""

import queue
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

if not sys.platform.startswith("linux"):
    pytest.skip("login1 is on Linux", allow_module_level=True)

from chat_desktop.power.linux import LoginManager
from chat_desktop.power.system import PowerListener
from tests.desktop.programs.driving import wait_until
from tests.support.parts.login_service import LoginService, private_bus

pytestmark = pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="needs a bus")
DELAY, BLOCK = ("sleep:shutdown", "delay"), ("idle:sleep", "block")


@pytest.fixture
def told() -> "queue.Queue[str]":
    return queue.Queue()


@contextmanager
def manager(address: str, told: "queue.Queue[str]", patch: pytest.MonkeyPatch) -> Iterator[LoginManager]:
    patch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    made = LoginManager(retry_seconds=0.05)
    made.start(PowerListener(told.put, lambda: told.put("back")))
    try:
        yield made
    finally:
        made.stop()


def test_the_locks_are_taken_again_from_a_login1_that_was_restarted(
    tmp_path: Path, told: "queue.Queue[str]", monkeypatch: pytest.MonkeyPatch
) -> None:
    with private_bus(tmp_path) as address:
        with manager(address, told, monkeypatch) as power:
            assert not power.is_known()
            power.keep_awake(True)
            service = LoginService(address)
            service.begin()
            service.until_held(DELAY, BLOCK)
            wait_until(power.keeps_awake)
            power.keep_awake(False)
            service.until_held(DELAY)
            service.tell("PrepareForSleep", True)
            assert told.get(timeout=20) == "sleep"
            service.until_held()
            service.tell("PrepareForSleep", False)
            assert told.get(timeout=20) == "back"
            service.until_held(DELAY)
        service.until_held()
        service.end()


def test_a_bus_that_ends_is_left_and_what_was_held_is_no_longer_said_to_be(
    tmp_path: Path, told: "queue.Queue[str]", monkeypatch: pytest.MonkeyPatch
) -> None:
    with private_bus(tmp_path) as address:
        service = LoginService(address)
        service.begin()
        context = manager(address, told, monkeypatch)
        power = context.__enter__()
        power.keep_awake(True)
        service.until_held(DELAY, BLOCK)
        service.end()
    wait_until(lambda: not power.is_known() and not power.keeps_awake())
    context.__exit__(None, None, None)
