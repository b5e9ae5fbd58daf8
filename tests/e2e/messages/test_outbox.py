"""A browser that was closed, and not only a page that was loaded again, sends what was waiting when it comes back."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from tests.e2e.cuttable_link import link_to
from tests.e2e.stored_outbox import until_kept
from tests.support.browsers.pages import ARGUMENTS, CUT_NAME, DEVICES, People, Person, system_chromium
from tests.support.cast import BEN
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser

OUTBOX_READ = """
for (let n = 0; n < 200 && m.pending.value.length === 0; n++) await new Promise((resolve) => setTimeout(resolve, 50));
return m.pending.value.length;
"""

Phone = Callable[[], Person]


@pytest.fixture
def phone(chromium: Chromium, open_office: ServedHost, tmp_path: Path) -> Iterator[Phone]:
    """The same phone each time: a browser with a folder of its own, which outlives it."""
    with ExitStack() as stack:

        def open_browser() -> Person:
            context = chromium.browser_type.launch_persistent_context(
                tmp_path / "phone", executable_path=system_chromium(), args=ARGUMENTS, **DEVICES["phone"]
            )
            stack.callback(context.close)
            return Person(context, open_office, CUT_NAME)

        yield open_browser


def stay_signed_in(person: Person, browser: Browser) -> None:
    """By a cookie that has an end, as the host's has: others go when a browser closes."""
    for name, value in browser.cookies.items():
        cookie = {"name": name, "value": value, "url": person.base, "expires": time.time() + 86_400}
        person.context.add_cookies([cookie])  # type: ignore[list-item]


def test_a_closed_browser_sends_on_its_next_visit_what_was_waiting(open_office: ServedHost, phone: Phone) -> None:
    home = open_office.ana.home()
    with link_to(open_office.url) as link:
        ben = phone()
        stay_signed_in(ben, open_office.join(BEN))
        ben.enter(f"/r/{home}")
        link.swallow()
        for text in ("First of two", "Second of two"):
            ben.say(text)
            expect(ben.message(text).get_by_label("Sending")).to_be_visible()
        until_kept(ben, 2)
        ben.context.close()
        link.cut()
        link.heal()
        again = phone()
        again.enter()  # the list, not the room: whoever comes back need not look there
        until_kept(again, 0)
    page = open_office.ana.get(f"/api/rooms/{home}/messages").expect()
    assert [message["body"] for message in page["messages"]] == ["First of two", "Second of two"]


def test_a_message_that_is_stored_and_not_acknowledged_is_shown_once(open_office: ServedHost, people: People) -> None:
    """The page was left between the two: the next one has the message from the host and from its own outbox."""
    home = open_office.ana.home()
    ben = people("phone", open_office.join(BEN))
    ben.enter(f"/r/{home}")
    ben.allow("socket.io|WebSocket|net::ERR_")
    ben.page.route("**/socket.io/**", lambda route: route.abort())
    ben.page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    ben.page.reload()
    ben.say("Said once")
    until_kept(ben, 1)
    client_id = ben.message("Said once").get_attribute("data-key").partition("/")[2]  # type: ignore[union-attr]
    with ben.browser.connect_socket() as client:  # type: ignore[union-attr]
        client.post(home, "Said once", client_id=client_id)
    ben.page.reload()
    expect(ben.message("Said once")).to_have_attribute("data-id", re.compile("."))
    assert ben.module("store/pending.js", OUTBOX_READ) == 1
    expect(ben.message("Said once")).to_have_count(1)
    until_kept(ben, 1)
    ben.page.close()
    ben.page = ben.new_page()
    ben.enter(f"/r/{home}")
    until_kept(ben, 0)
    expect(ben.message("Said once")).to_have_count(1)
