"""The card of updates on the owner's page about the host: loading and installing take a click each."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Route, expect

from tests.support.browsers.pages import People
from tests.support.hosts.host_process import ServedHost
from tests.webui.accessibility.page_checks import faults, sideways, wide

FOUND = {"office_id": "north", "name": "North <b>& Söhne", "owner": "Ben", "url": "http://10.0.0.9:8765"}
NOTHING: dict[str, Any] = {
    "version": "1.0",
    "offered": None,
    "found": [],
    "fetched": None,
    "busy": None,
    "problem": None,
}
READY = {"version": "99.0", "released": "2026-11-01", "notes": "Now with tea.\nAnd <i>biscuits</i> \N{HOT BEVERAGE}."}


class Host:
    """Answers in place of the host, whose network has no other."""

    def __init__(self) -> None:
        self.state = {**NOTHING, "found": [{**FOUND, "version": "99.0"}], "offered": READY}
        self.asked: list[tuple[str, str]] = []

    def answer(self, route: Route) -> None:
        what = route.request.method, route.request.url.rpartition("/api/host/updates")[2]
        if what != ("GET", ""):
            self.asked.append(what)
        if what == ("POST", "/fetch"):
            assert json.loads(route.request.post_data or "") == {"office_id": "north"}
            self.state = {**NOTHING, "busy": {"what": "fetch", "from": "North", "got": 30, "size": 100}}
        elif what == ("GET", "") and self.state["busy"]:
            self.state = {**NOTHING, "fetched": READY}
        route.fulfill(json={"ok": True, **self.state})


def test_an_update_is_loaded_and_installed_by_clicks(open_office: ServedHost, people: People, tmp_path: Path) -> None:
    host, owner = Host(), people("desktop", open_office.ana)
    page = owner.enter("/settings")
    page.route("**/api/host/updates**", host.answer)
    page.get_by_role("button", name="Show what the host does").click()
    card = page.get_by_role("dialog", name="The host's computer").get_by_role("region", name="Updates")
    expect(card).to_contain_text("North <b>& Söhne (Ben) offers version 99.0.")
    expect(card).to_contain_text("Others on this network are offered version 99.0.")
    assert host.asked == []
    card.get_by_role("button", name="Load and check version 99.0").click()
    expect(card).to_contain_text("Its signature is that of those who gave you this program.")
    expect(card).to_contain_text("And <i>biscuits</i>")
    assert host.asked == [("POST", "/fetch")]
    assert faults(page) + sideways(page) + wide(page) == []
    card.get_by_role("button", name="Install version 99.0").click()
    expect(card).to_contain_text("The office closes now and opens again in the new version.")
    assert host.asked == [("POST", "/fetch"), ("POST", "/install")]
