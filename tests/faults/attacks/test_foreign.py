"""Faults 18 and 19: other people's pages, and other people's names for this computer, on everything that is served."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection

import pytest

from tests.authorization.world.world import World
from tests.faults.conftest import Figure, OpenSite
from tests.faults.support.fault_site import Site
from tests.network.http.test_access import FOREIGN, ORIGINS

SOCKETS = "/socket.io/?EIO=4&transport={}"
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
}
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
# Pages, files of the page, people's files, the API, the socket.
PLACES = ("/", "/join", "/ui/0/app/main.js", "/favicon.ico", "/healthz", "/api/hello", "/api/boot", "/files/abc/a.pdf",
          "/nowhere", SOCKETS.format("polling"), SOCKETS.format("websocket"), "/socket.io")  # fmt: skip

Request = tuple[str, str, dict[str, str]]


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """By the program's own list."""
    world = World(tmp_path_factory.mktemp("routes"))
    world.close()
    return world.routes()


def changing(routes: list[str], origin: str | None) -> Iterator[Request]:
    """Every request that changes something, and every kind of handshake, from a page of ORIGIN."""
    said = {} if origin is None else {"Origin": origin}
    for route in routes:
        method, rule = route.split(" ", 1)
        if method in UNSAFE:
            yield method, re.sub("<[^>]+>", "0", rule), said
    yield "GET", SOCKETS.format("polling"), said
    yield "POST", SOCKETS.format("polling"), said
    yield "POST", SOCKETS.format("polling") + "&sid=x", said
    yield "GET", SOCKETS.format("websocket"), said | UPGRADE
    yield "GET", SOCKETS.format("websocket") + "&sid=x", said | UPGRADE


class Asker:
    """The owner's browser, whatever page has made it ask. One connection, as long as the host keeps it."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._connection = HTTPConnection("127.0.0.1", site.port, timeout=20)

    def status(self, method: str, path: str, headers: dict[str, str], host: str | None = None) -> int:
        said = {"Cookie": self._site.office.cookies[0], **headers}
        self._connection.putrequest(method, path, skip_host=True)
        ours = f"127.0.0.1:{self._site.port}"
        for name, value in {"Host": ours if host is None else host, **said}.items():
            self._connection.putheader(name, value)
        self._connection.endheaders()
        response = self._connection.getresponse()
        response.read()
        if response.status == 101:  # no HTTP any more
            self.close()
        return response.status

    def close(self) -> None:
        self._connection.close()


AskerOf = Callable[[Site], Asker]


@pytest.fixture
def asker_of() -> Iterator[AskerOf]:
    with ExitStack() as stack:
        yield lambda site: stack.enter_context(closing(Asker(site)))


def origins(site: Site) -> list[str | None]:
    return [None, *(origin.format(site.port) for origin in ORIGINS if origin)]


def test_another_page_changes_nothing_and_gets_no_socket(
    open_site: OpenSite, routes: list[str], asker_of: AskerOf, figure: Figure
) -> None:
    site = open_site(1)
    asker = asker_of(site)
    asked = 0
    for origin in origins(site):
        for method, path, headers in changing(routes, origin):
            assert asker.status(method, path, headers) == 403, (method, path, origin)
            asked += 1
    figure(18, f"{asked} requests and handshakes from {len(origins(site))} Origins: all refused")
    ours = {"Origin": f"http://127.0.0.1:{site.port}"}
    assert asker.status("GET", SOCKETS.format("polling"), ours) == 200
    assert asker.status("DELETE", "/api/session", ours) == 200


def test_without_the_origin_check_another_page_gets_through(
    open_site: OpenSite, routes: list[str], asker_of: AskerOf
) -> None:
    site = open_site(1, without="exact_origin")
    asker = asker_of(site)
    statuses = {asker.status(*request) for request in changing(routes, "http://evil.example")}
    assert {101, 200, 400, 404} & statuses
    assert 403 not in statuses or len(statuses) > 1


def test_another_name_for_this_computer_is_answered_nowhere(
    open_site: OpenSite, asker_of: AskerOf, figure: Figure
) -> None:
    """DNS rebinding: a foreign name that leads here would read everything under the person's own cookie."""
    site = open_site(1)
    asker = asker_of(site)
    for host in FOREIGN:
        named = host.format(site.port)
        for path in PLACES:
            headers = {"Origin": f"http://{named}"} | (UPGRADE if "websocket" in path else {})
            assert asker.status("GET", path, headers, named) in (400, 421), (named, path)
    figure(19, f"{len(FOREIGN)} Hosts on {len(PLACES)} paths: all 421 or 400")
    assert asker.status("GET", "/", {}) == 200


def test_without_the_host_check_another_name_is_answered(open_site: OpenSite, asker_of: AskerOf) -> None:
    site = open_site(1, without="exact_host")
    asker, named = asker_of(site), f"evil.example:{site.port}"
    assert asker.status("GET", "/api/boot", {}, named) == 200
    assert asker.status("GET", SOCKETS.format("polling"), {"Origin": f"http://{named}"}, named) == 200
