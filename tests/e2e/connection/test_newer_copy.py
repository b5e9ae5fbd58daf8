"""The host of a page has stopped, because a newer copy of its office serves: the page goes there, and not back."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.conftest import StartHost
from tests.e2e.conftest import PeopleIn
from tests.runtime.copies.two_copies import restored, serve, set_up, stopped
from tests.support.browsers.pages import NAME
from tests.support.cast import BEN


def test_an_open_page_goes_on_at_the_newer_copy_signed_in_and_does_not_use_the_older_one_again(
    start_host: StartHost, tmp_path: Path, people_in: PeopleIn, own_port: str
) -> None:
    first = set_up(start_host, "--allow-host", NAME, "--port", own_port)
    browser = first.join(BEN)
    room = f"/r/{first.ana.home()}"
    restored(first, tmp_path / "second")
    ben = people_in(first)("phone", browser, name=NAME)
    ben.enter(room)
    ben.composer.fill("Not finished yet")
    second = serve(start_host, "second", "--allow-host", NAME)
    ben.page.wait_for_url(f"{second.url}{room}")
    ben.await_link()
    expect(ben.page.get_by_text("You're still signed in")).to_be_visible()
    expect(ben.composer).to_have_value("Not finished yet")
    ben.say("Here now")
    expect(ben.message("Here now").get_by_label(re.compile("Sent|Seen"))).to_be_visible()
    assert stopped(first)
    # The older one is started again by somebody who deletes its note: this browser remembers.
    first.stop()
    (first.data / "newer-copy.json").unlink()
    second.stop()
    ben.allow("net::ERR_|WebSocket|Failed to load")
    again = serve(start_host, "first", "--allow-host", NAME, "--port", own_port)
    ben.page.goto(again.url.replace("127.0.0.1", NAME) + room)
    expect(ben.page.get_by_text("This is an older copy of the office")).to_be_visible()
