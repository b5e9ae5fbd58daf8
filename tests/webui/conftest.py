"""One office for all tests of the page that only look at it, and its modules one by one in a real browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from tests.support.browsers.pages import NAME, People, people_of
from tests.support.browsers.pages import chromium as chromium
from tests.support.hosts.host_process import ServedHost, set_up_office

Run = Callable[..., Any]


@pytest.fixture(scope="session")
def shown_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    with set_up_office(tmp_path_factory.mktemp("shown"), "--allow-host", NAME) as host:
        yield host


@pytest.fixture
def people(chromium: Chromium, shown_host: ServedHost) -> Iterator[People]:
    with people_of(chromium, shown_host) as present:
        yield present


@pytest.fixture(scope="module")
def run(chromium: Chromium, shown_host: ServedHost) -> Iterator[Run]:
    """`run("lib/time.js", "return m.clock(a)", iso)`: a module of the page, in a page."""
    with people_of(chromium, shown_host) as people:
        person = people("desktop", locale="en-GB", timezone_id="Europe/Berlin")
        page = person.open("/sign-in")
        # From then on the page itself asks the host nothing, which a test that plays the host would take for its own.
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        yield person.module
