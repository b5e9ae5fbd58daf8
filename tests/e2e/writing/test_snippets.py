"""Saved texts that begin with a semicolon."""

import pytest
from playwright.sync_api import expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People
from tests.support.hosts.tiny_server import until


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_a_snippet_is_saved_completed_and_deleted(desk: Desk, people: People, kind: str) -> None:
    ben = people(kind, desk.ben)
    page = ben.enter("/settings")
    page.get_by_label("Name of the snippet").fill("hours")
    page.get_by_label("Text", exact=True).fill("We are open from 8 to 17.")
    page.get_by_role("button", name="Add snippet").click()
    expect(page.get_by_role("button", name="Edit hours")).to_be_visible()
    ben.enter(desk.path)
    ben.composer.press_sequentially("Hello! ;ho")
    expect(page.get_by_role("option", name=";hours")).to_contain_text("We are open from 8 to 17.")
    ben.composer.press("Enter")
    expect(ben.composer).to_have_value("Hello! We are open from 8 to 17.")
    ben.enter("/settings")
    page.get_by_role("button", name="Delete hours").click()
    expect(page.get_by_role("button", name="Delete hours")).to_have_count(0)
    until(lambda: desk.ben.get("/api/account/snippets").expect()["snippets"] == [])


def test_a_page_that_comes_back_after_a_gap_keeps_what_another_device_has_saved(desk: Desk, people: People) -> None:
    ben = people("desktop", desk.ben)
    page = ben.enter("/settings")
    expect(page.get_by_label("Name of the snippet")).to_be_visible()
    ben.go_offline()
    ben.allow("net::ERR_", "WebSocket")
    ben.module("sync/connection.js", "m.dropConnection()")
    expect(page.locator("html")).not_to_have_attribute("data-link", "up")
    saved = [{"name": "phone", "text": "Call us at 4711."}]
    desk.ben.ask("PUT", "/api/account/snippets", {"snippets": saved}).expect()
    ben.context.set_offline(False)
    ben.await_link()
    expect(page.get_by_role("button", name="Edit phone")).to_be_visible()
    page.get_by_label("Name of the snippet").fill("hours")
    page.get_by_label("Text", exact=True).fill("We are open from 8 to 17.")
    page.get_by_role("button", name="Add snippet").click()
    expect(page.get_by_role("button", name="Edit hours")).to_be_visible()
    names = [one["name"] for one in desk.ben.get("/api/account/snippets").expect()["snippets"]]
    assert names == ["phone", "hours"]
