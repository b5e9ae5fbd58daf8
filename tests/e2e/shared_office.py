"""One office for all tests of a module, and in it two people with a room of their own for each test."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser as Chromium

from tests.support.browsers.pages import NAME, People, people_of
from tests.support.hosts.host_process import ServedHost, set_up_office
from tests.support.hosts.http_browser import Browser


class Desk(NamedTuple):
    """Ben and Cleo, who may share a computer, and a room of theirs."""

    host: ServedHost
    ben: Browser
    cleo: Browser
    room: str

    @property
    def path(self) -> str:
        return f"/r/{self.room}"

    def bodies(self) -> list[tuple[str, str]]:
        page = self.host.ana.get(f"/api/rooms/{self.room}/messages").expect()
        return [(message["sender_id"], message["body"]) for message in page["messages"]]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    with set_up_office(tmp_path_factory.mktemp("shared"), "--allow-host", NAME) as host:
        yield host


@pytest.fixture
def desk(served: ServedHost) -> Desk:
    ben, cleo = served.newcomer("Ben"), served.newcomer("Cleo")
    return Desk(served, ben, cleo, served.ana.make_room(f"Of {ben.user['name']}", "closed", ben, cleo))


@pytest.fixture
def people(chromium: Chromium, served: ServedHost) -> Iterator[People]:
    with people_of(chromium, served) as present:
        yield present
