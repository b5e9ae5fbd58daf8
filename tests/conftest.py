"""What every test may ask for: an office inside this process, or a real host in one of its own."""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.support.files import file_totals
from tests.support.hosts.held_port import held_port
from tests.support.hosts.host_forks import SHARED
from tests.support.hosts.host_process import ServedHost
from tests.support.parts.rules_office import RulesOffice
from tests.support.running import bytecode, memory_folder, run_order

if TYPE_CHECKING:
    from tests.support.browsers.shared_browsers import SharedBrowsers

StartHost = Callable[..., ServedHost]

bytecode.keep()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the tests that take minutes too")
    parser.addoption("--windows", action="store_true", help="run the tests of the Windows program in wine too")


def pytest_configure() -> None:
    memory_folder.use()
    # The window speaks the language of the system, and its tests know the English words.
    os.environ["LC_ALL"] = "C.UTF-8"
    # How long an example takes says how busy the machine is, and nothing of the program.
    settings.register_profile("without a deadline", deadline=None)
    settings.load_profile("without a deadline")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """A run under nohup ignores SIGHUP, and every host would inherit that. A handler is not inherited.

    No program under test shows a dialog on the screen of the person who runs the tests, which would wait for them."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        os.environ.pop(name, None)
    if os.name == "posix" and signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
        signal.signal(signal.SIGHUP, lambda *_: None)
    if session.config.getoption("numprocesses", None):
        bytecode.prepare(session.config.rootpath, session.config.args)


def pytest_sessionfinish() -> None:
    SHARED.end()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    run_order.arrange(items, config.rootpath)
    for name, reason in (("long", "takes minutes"), ("windows", "takes minutes and 1.5 GB")):
        if not config.getoption(f"--{name}"):
            for item in items:
                if name in item.keywords:
                    item.add_marker(pytest.mark.skip(reason=f"{reason}: ask for it with --{name}"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[RulesOffice]:
    """The rules in this process, set up, with ana, ben, cleo and dora in it."""
    inside = RulesOffice(tmp_path)
    yield inside
    inside.close()
    with suppress(sqlite3.DatabaseError):  # a test may have damaged the file
        file_totals.check(tmp_path)


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    """A real host, set up as ana, for all tests that only add to it: rooms of their own, `host.newcomer("Cleo")`.

    It must end with status 0 and must not have complained.
    """
    served = ServedHost(tmp_path_factory.mktemp("host"), forks=SHARED)
    try:
        yield served.set_up()
        served.stop()
        assert served.errors == ""
    finally:
        served.kill()


@pytest.fixture(scope="session")
def browsers() -> Iterator["SharedBrowsers"]:
    """The browsers that the test modules of this worker share."""
    from tests.support.browsers.pages import launch
    from tests.support.browsers.shared_browsers import SharedBrowsers

    shared = SharedBrowsers(launch)
    yield shared
    shared.close()


@pytest.fixture
def start_host(tmp_path: Path) -> Iterator[StartHost]:
    """Starts hosts of the test's own, not set up; `start_host("--flag", folder="other")`. All are ended after it."""
    with ExitStack() as stack:

        def start(*arguments: str, folder: str = "host") -> ServedHost:
            place = tmp_path / folder
            place.mkdir(exist_ok=True)
            served = ServedHost(place, *arguments, forks=SHARED)
            stack.callback(served.kill)
            return served

        yield start


@pytest.fixture
def own_port() -> Iterator[str]:
    """A port for hosts of the test's own that start one after the other, which no other process gets in between."""
    with held_port() as port:
        yield port


@pytest.fixture
def fresh_host(start_host: StartHost) -> Iterator[ServedHost]:
    """A host of the test's own, set up as ana; ended in order."""
    served = start_host().set_up()
    yield served
    if served.process.poll() is None:
        served.stop()
