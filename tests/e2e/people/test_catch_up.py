"""Catching up: all that is unread by room, mentions first, marked as read by one key and taken back by another."""

import re

from playwright.sync_api import expect

from tests.support.browsers.pages import People
from tests.support.cast import ANA, BEN
from tests.support.hosts.host_process import ServedHost


def test_what_is_unread_is_read_room_by_room_and_taken_back(open_office: ServedHost, people: People) -> None:
    ben = open_office.join(BEN)
    first = open_office.ana.make_room("Deliveries", "closed", ben)
    later = open_office.ana.make_room("Workshop", "closed", ben)
    with ben.connect_socket() as socket:
        socket.post(first, f"@{ANA} a parcel for you")
        for number in range(5):
            socket.post(later, f"Coat {number}")
    for kind in ("desktop", "phone"):
        page = people(kind, open_office.ana).enter("/" if kind == "phone" else f"/r/{ben.home()}")
        page.get_by_role("button", name="Catch up").click()
        dialog = page.get_by_role("dialog", name="Catch up")
        cards = dialog.get_by_role("region")
        expect(cards).to_have_count(2)
        expect(cards.first).to_contain_text("a parcel for you")
        expect(cards.last).to_contain_text("Coat 2")
        expect(cards.last).to_contain_text("and 2 more")
        expect(cards.first).to_be_focused()
        page.keyboard.press("e")
        expect(cards).to_have_count(1)
        expect(cards.first).to_be_focused()
        page.keyboard.press("z")
        expect(cards).to_have_count(2)
        cards.filter(has_text="Workshop").get_by_role("button", name="Mark as read").click()
        expect(cards).to_have_count(1)
        dialog.get_by_role("button", name="Undo the last one").click()
        expect(cards).to_have_count(2)
        page.keyboard.press("Escape")
    page = people("desktop", open_office.ana).enter(f"/r/{ben.home()}")
    page.keyboard.press("Alt+u")
    cards = page.get_by_role("dialog", name="Catch up").get_by_role("region")
    expect(cards).to_have_count(2)
    expect(cards.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".bar").get_by_role("heading", name=re.compile("Deliveries"))).to_be_visible()
    page.keyboard.press("Shift+Escape")
    expect(page.locator(".lists .link[data-unread]")).to_have_count(0)
    page.keyboard.press("Alt+u")
    dialog = page.get_by_role("dialog", name="Catch up")
    expect(dialog.get_by_text("Nothing is unread.")).to_be_visible()
    expect(dialog.locator("kbd")).to_have_count(0)  # keys for rooms that are not there
