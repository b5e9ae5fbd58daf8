"""Whole offices: a host of the test's own, and people who come to it with browsers."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium

from tests.conftest import StartHost
from tests.e2e.cuttable_link import Link, link_to
from tests.support.browsers.pages import CUT_NAME, NAME, People, people_of
from tests.support.browsers.pages import chromium as chromium
from tests.support.hosts import migrated
from tests.support.hosts.host_process import ServedHost


@pytest.fixture
def new_host(tmp_path: Path, start_host: StartHost) -> ServedHost:
    """Just started: nobody has set it up."""
    (tmp_path / "host").mkdir()
    migrated.begin(tmp_path / "host" / "data")
    return start_host("--allow-host", NAME, "--allow-host", CUT_NAME)


@pytest.fixture
def open_office(new_host: ServedHost) -> ServedHost:
    """Set up as ana."""
    return new_host.set_up()


@pytest.fixture
def people(chromium: Chromium, new_host: ServedHost) -> Iterator[People]:
    with people_of(chromium, new_host) as present:
        yield present


@pytest.fixture
def link(open_office: ServedHost) -> Iterator[Link]:
    with link_to(open_office.url) as found:
        yield found


PeopleIn = Callable[[ServedHost], People]


@pytest.fixture
def people_in(chromium: Chromium) -> Iterator[PeopleIn]:
    """`people_in(host)` for a host that the test has started itself."""
    with ExitStack() as stack:
        yield lambda host: stack.enter_context(people_of(chromium, host))
