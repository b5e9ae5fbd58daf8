"""The host is not at its address any more: open pages find it at another, and take everything along."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.cast import BEN, PASSWORD
from tests.e2e.link import Link, link_to
from tests.pages import CUT_NAME, NAME, People, Person
from tests.served import ServedHost

BROKEN = r"WebSocket|net::ERR_|Failed to load resource"


@pytest.fixture
def link(open_office: ServedHost) -> Iterator[Link]:
    with link_to(open_office.url) as found:
        yield found


@pytest.fixture
def ben(open_office: ServedHost, link: Link, people: People) -> Person:
    """On a phone, at an address that the test can end; the other address of the host goes on."""
    person = people("phone", open_office.join(BEN), name=CUT_NAME)
    person.allow(BROKEN)
    person.enter(f"/r/{open_office.ana.home()}")
    ready_to_move(person)
    return person


def ready_to_move(person: Person) -> None:
    """What the old address gives has arrived: the modules, and the token."""
    assert person.module("lazy/finding.js", "return Boolean(m.search)")
    assert person.module(
        "live/moving.js", "while (!m.handover.token) await new Promise(r => setTimeout(r, 20)); return true"
    )


def elsewhere(host: ServedHost) -> str:
    return f"http://{NAME}:{host.url.rsplit(':', 1)[1]}"


def bodies(host: ServedHost) -> list[str]:
    page = host.ana.get(f"/api/rooms/{host.ana.home()}/messages").expect()
    return [message["body"] for message in page["messages"]]


def test_a_page_goes_on_at_the_other_address_signed_in_and_with_all_it_has_written(
    open_office: ServedHost, link: Link, ben: Person
) -> None:
    link.cut()
    for number in range(3):
        ben.say(f"While it moved {number}")
    ben.composer.fill("Not finished yet")
    room = f"/r/{open_office.ana.home()}"
    ben.page.wait_for_url(f"{elsewhere(open_office)}{room}", timeout=15_000)
    ben.await_link()
    expect(ben.message("While it moved 2").get_by_label(re.compile("Sent|Seen"))).to_be_visible()
    expect(ben.composer).to_have_value("Not finished yet")
    expect(ben.page.get_by_text("The office has a new address")).to_be_visible()
    assert bodies(open_office) == [f"While it moved {number}" for number in range(3)]
    assert ben.page.url == f"{elsewhere(open_office)}{room}"
