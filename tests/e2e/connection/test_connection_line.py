"""The line that says that the link is gone: it covers nothing, and advice waits for a minute and a tap."""

from playwright.sync_api import expect

from tests.e2e.cuttable_link import Link, stay
from tests.support.browsers.pages import CUT_NAME, Box, People, box
from tests.support.cast import BEN
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.tiny_server import until

BROKEN = r"WebSocket|net::ERR_"
DOWN = "Reconnecting… Keep writing, it will all be sent."
SECONDS = 1_000


def overlap(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def test_a_lost_link_takes_one_line_of_its_own_and_advice_comes_after_a_minute(
    open_office: ServedHost, link: Link, people: People
) -> None:
    room = open_office.ana.home()
    with open_office.ana.connect_socket() as ana:
        for number in range(20):
            ana.post(room, f"Line {number}")
    person = people("phone", open_office.join(BEN), name=CUT_NAME)
    person.allow(BROKEN)
    page = person.page
    stay(page)
    page.clock.install()
    person.enter(f"/r/{room}")
    expect(person.message("Line 19")).to_be_in_viewport()
    link.cut()
    expect(page.locator("html")).not_to_have_attribute("data-link", "up")
    line = page.locator(".connection")
    page.clock.run_for(6 * SECONDS)
    expect(line).to_have_text(DOWN)
    # The last message is still in sight: the line has not pushed it under the composer.
    expect(person.message("Line 19")).to_be_in_viewport()
    until(lambda: not any(overlap(box(line), box(page.locator(other))) for other in ("main", "footer.composer")))
    page.clock.run_for(60 * SECONDS)
    expect(line).to_contain_text("What can I do?")
    expect(page.get_by_text("Scan the QR code again.")).to_be_hidden()
    page.get_by_text("What can I do?").tap()
    expect(page.get_by_text("Scan the QR code again.")).to_be_visible()
    link.heal()
    page.clock.run_for(10 * SECONDS)
    person.await_link()
    expect(line).to_have_text("")


def test_a_long_line_stands_beside_its_dot(open_office: ServedHost, people: People) -> None:
    person = people("phone", open_office.join(BEN))
    page = person.enter(f"/r/{open_office.ana.home()}")
    words = "This office is now encrypted. This page continues once your device trusts it."
    said = f"{{words: '{words}', label: 'Show me how', href: '/trust'}}"
    person.module("store/session.js", f"m.banner.value = {said}; return null;")
    line = page.locator(".connection-line")
    expect(line).to_contain_text(words)
    until(lambda: stands_beside(box(line.locator("i")), box(line.locator("span"))))


def stands_beside(dot: Box, text: Box) -> bool:
    """A dot before words of two lines."""
    return text.height > 30 and dot.right <= text.left and text.top <= dot.top <= text.bottom
