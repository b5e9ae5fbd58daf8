"""A real host beside a login1 of our own: when the computer stays awake, and what people are told before it sleeps."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.programs.driving import wait_until
from tests.support.hosts.host_process import ServedHost
from tests.support.parts.login_service import LoginService, login_service, surroundings

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not shutil.which("dbus-daemon"), reason="needs a bus"
)
DELAY, BLOCK = ("sleep:shutdown", "delay"), ("idle:sleep", "block")


@pytest.fixture
def login(tmp_path: Path) -> Iterator[LoginService]:
    with login_service(tmp_path) as service:
        yield service


@pytest.fixture
def host(tmp_path: Path, login: LoginService) -> Iterator[ServedHost]:
    served = ServedHost(tmp_path, environment=surroundings(login))
    try:
        yield served.set_up()
    finally:
        served.kill()


def test_the_computer_stays_awake_while_somebody_is_connected(host: ServedHost, login: LoginService) -> None:
    login.until_held(DELAY)
    host.ana.ask("PUT", "/api/host/power", {"stay_awake": "always"}).expect()
    with host.ana.connect_socket() as own:
        with host.newcomer("Cleo").connect_socket():
            login.until_held(DELAY, BLOCK)
            wait_until(lambda: state(host) == "held")
        login.until_held(DELAY)
        own.settle()  # the window itself is still connected
    wait_until(lambda: state(host) == "nobody")


def state(host: ServedHost) -> str:
    return str(host.ana.get("/api/host/power").expect()["state"])


def test_the_owner_can_turn_it_off_and_a_stop_gives_the_locks_back(host: ServedHost, login: LoginService) -> None:
    with host.newcomer("Cleo").connect_socket() as cleo:
        host.ana.ask("PUT", "/api/host/power", {"stay_awake": "always"}).expect()
        login.until_held(DELAY, BLOCK)
        host.ana.ask("PUT", "/api/host/power", {"stay_awake": "never"}).expect()
        login.until_held(DELAY)
        wait_until(lambda: state(host) == "never")
        host.stop()
        assert cleo.until("host:stopping")["why"] == "closed"
    login.until_held()
    assert host.errors == ""


def test_everyone_is_told_before_the_computer_sleeps_and_connects_again_after(
    host: ServedHost, login: LoginService
) -> None:
    login.until_held(DELAY)
    cleo = host.newcomer("Cleo")
    with cleo.connect_socket() as before:
        login.tell("PrepareForSleep", True)
        told = before.until("host:stopping")
        assert (told["why"], told["until"]) == ("sleep", None)
        # The delay lock is given back only after that, so that the computer did not sleep before.
        login.until_given_back(DELAY)
        login.tell("PrepareForSleep", False)
        assert before.until_closed() == 1012
    login.until_held(DELAY)
    with cleo.connect_socket() as after:
        assert "pause" not in after.heard("welcome")[0]
    host.stop()
    assert host.errors == ""


def test_a_shutdown_is_told_as_one_and_one_that_was_cancelled_is_over(host: ServedHost, login: LoginService) -> None:
    login.until_held(DELAY)
    cleo = host.newcomer("Cleo")
    with cleo.connect_socket() as first:
        login.tell("PrepareForShutdown", True)
        assert first.until("host:stopping")["why"] == "shutdown"
        login.tell("PrepareForShutdown", False)
        assert first.until_closed() == 1012
    login.until_held(DELAY)
    with cleo.connect_socket() as second:
        login.tell("PrepareForShutdown", True)
        second.until("host:stopping")
        login.until_given_back(DELAY)
        host.process.terminate()
        assert second.until("host:stopping")["why"] == "shutdown"


def test_a_lock_that_is_refused_is_no_promise(tmp_path: Path, login: LoginService, host: ServedHost) -> None:
    login.until_held(DELAY)
    host.process.terminate()
    host.process.wait(20)
    login.until_held()
    login.refused = {"block"}
    again = ServedHost(tmp_path, environment=surroundings(login))
    try:
        login.until_held(DELAY)
        with again.newcomer("Cleo").connect_socket():
            ana = again.browser()
            ana.cookies = host.ana.cookies
            ana.ask("PUT", "/api/host/power", {"stay_awake": "always"}).expect()
            login.until_asked(BLOCK)
            assert ana.get("/api/host/power").expect()["state"] == "refused"
    finally:
        again.kill()
    assert again.errors == ""


def test_without_a_bus_the_host_is_quiet_and_says_that_the_computer_may_sleep(tmp_path: Path) -> None:
    for address in ("unix:path=/nonexistent", "nonsense"):
        place = tmp_path / address[:4]
        place.mkdir()
        host = ServedHost(place, environment={"DBUS_SYSTEM_BUS_ADDRESS": address})
        try:
            host.set_up()
            with host.newcomer("Cleo").connect_socket():
                assert host.ana.get("/api/host/power").expect()["state"] == "refused"
            host.stop()
        finally:
            host.kill()
        assert host.errors == ""
        assert "chat_desktop.power" not in host.log
