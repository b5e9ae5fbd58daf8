"""The pages at the door are whole on the screen of a small laptop, in a browser and in the program's window."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsers.pages import People
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.tiny_server import until

BROWSER = (1280, 800)
# The window on a screen of 1366 x 768, of which a panel takes 40 and its own title bar 48.
WINDOW = (1180, 680)

IS_WHOLE = "document.querySelector('.card-page').scrollHeight <= document.querySelector('.card-page').clientHeight"


def look(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    expect(page.locator(".channel-note")).to_be_in_viewport(ratio=1)
    until(lambda: page.evaluate(IS_WHOLE))


def test_setting_up_joining_and_signing_in_need_no_scrolling(new_host: ServedHost, people: People) -> None:
    ana = people("desktop")
    ana.open(f"/setup#{new_host.setup_token}")
    # It comes after the form, and would push it away.
    expect(ana.page.get_by_text("Join an office on this network instead")).to_be_visible()
    for size in (BROWSER, WINDOW):
        look(ana.page, size)
    new_host.set_up()
    for path in (f"/join#{new_host.join_code}", "/join", "/sign-in"):
        page = ana.open(path)
        for size in (BROWSER, WINDOW):
            look(page, size)


def test_setting_up_on_the_hosts_computer_itself_needs_none_in_a_browser(new_host: ServedHost, people: People) -> None:
    """There the page has two more links below its form."""
    page = people("desktop", name="127.0.0.1").open(f"/setup#{new_host.setup_token}")
    for link in ("Make this computer a stand-by of an office", "Join an office on this network instead"):
        expect(page.get_by_text(link)).to_be_visible()
    look(page, BROWSER)


@pytest.mark.parametrize("size", [(390, 844), (320, 568)])
def test_a_long_name_of_an_office_stands_beside_the_mark_and_is_not_cut(
    new_host: ServedHost, people: People, size: tuple[int, int]
) -> None:
    new_host.set_up()
    new_host.ana.patch("/api/office", {"name": "W" * 40}).expect()
    page = people("desktop").open(f"/join#{new_host.join_code}")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    expect(page.get_by_role("heading")).to_be_visible()
    assert page.evaluate(
        "document.querySelector('.card-page').scrollWidth <= document.querySelector('.card-page').clientWidth"
    )
