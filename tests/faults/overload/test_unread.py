"""A hundred connections ask for pages of 6 MB and read nothing: the memory stays within a bound, and comes back."""

import contextlib

from tests.faults.conftest import Figure, OpenSite
from tests.faults.support.attack import ConnectionGroup, request
from tests.faults.support.fault_site import Site
from tests.support.hosts.tiny_server import until

CONNECTIONS = 100
GROWTH_KB = 220 * 1024  # 48 MB of answers, what is being made of them, and the databases' own caches
LEFT_KB = 110 * 1024
BODY = "\N{GRINNING FACE}" * 7_900  # four bytes each


def fill(site: Site) -> None:
    """A room whose page of history has 6 MB."""
    with contextlib.closing(site.client(0)) as client:
        for number in range(200):
            client.tell("message:post", {"room_id": site.home, "client_id": f"fill-{number}", "body": BODY})
            if not number % 25:
                client.settle()
        client.settle()


def page_request(site: Site, person: int) -> bytes:
    target = f"GET /api/rooms/{site.home}/messages?limit=200 HTTP/1.1"
    return request(site, target, f"Cookie: {site.office.cookies[person]}")


def test_answers_that_nobody_reads_take_a_bounded_memory_and_give_it_back(open_site: OpenSite, figure: Figure) -> None:
    site = open_site(CONNECTIONS + 2)
    fill(site)
    before = site.usage().memory
    unread = [
        ConnectionGroup(site, 1, page_request(site, 1 + number), source=f"127.0.1.{1 + number}", reads=False)
        for number in range(CONNECTIONS)
    ]
    most = before

    def is_over() -> bool:
        nonlocal most
        most = max(most, site.usage().memory)
        for group in unread:
            group.drip(b"x")  # who reads nothing learns of the end by writing
        return sum(len(group.sockets) for group in unread) < CONNECTIONS // 4

    until(is_over, "most of them are cut")
    assert site.browser(0).get("/healthz").status == 200
    for group in unread:
        group.close()
    until(lambda: site.usage().memory - before < LEFT_KB, "the memory comes back")
    left = site.usage().memory
    figure(
        28,
        f"{CONNECTIONS} unread answers of 6 MB: + {(most - before) / 1024:.0f} MB at most, "
        f"+ {(left - before) / 1024:.0f} MB afterwards",
    )
    assert most - before < GROWTH_KB
    assert site.host.errors == ""
