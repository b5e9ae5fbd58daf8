"""Mine: what concerns a person, the number beside it, and reading everything with one key."""

import re

from playwright.sync_api import expect

from tests.e2e.messages.test_rows import tell
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People


def test_what_concerns_me_is_in_one_list(desk: Desk, people: People) -> None:
    (mine,) = tell(desk.ben, desk.room, "Fixed on my side")
    ben = people("desktop", desk.ben)
    page = ben.enter("/r/" + desk.host.ana.home())
    link = page.get_by_role("link", name=re.compile("^Mine"))
    expect(link).to_have_text("Mine")
    with desk.cleo.connect_socket() as cleo:
        cleo.post(desk.room, "Perfect", reply_to=mine)
        cleo.post(desk.room, f"@{desk.ben.user['name']} the meeting moved")
        cleo.ask("reaction:add", {"message_id": mine, "emoji": "🎉"})
    expect(link).to_contain_text("3")
    link.click()
    rows = page.get_by_role("main").locator(".found > li")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text(re.compile("Cleo.*reacted"))
    expect(rows.nth(1)).to_contain_text("mentioned you")
    # The name is bold, and the sentence goes on beside it.
    name = rows.nth(1).locator(".found-title b > bdi")
    assert name.evaluate("node => getComputedStyle(node).display") == "inline"
    expect(rows.nth(2)).to_contain_text("replied to you")
    expect(page.locator(".found-message[data-new]")).to_have_count(3)
    expect(link).to_have_text("Mine")  # what was shown is seen
    page.get_by_role("button", name="Reactions").click()
    expect(rows).to_have_count(1)
    # Where the host does not answer, nothing stands under a filter to which it does not belong.
    ben.allow("ERR_FAILED")
    page.route("**/api/mine?*", lambda route: route.abort())
    page.get_by_role("button", name="Mentions").click()
    expect(page.get_by_role("main").get_by_role("alert")).to_contain_text("Can't reach the office")
    expect(rows).to_have_count(0)
    page.unroute("**/api/mine?*")
    page.get_by_role("button", name="Threads").click()
    expect(page.get_by_text("Nothing of this kind yet.")).to_be_visible()
    page.get_by_role("button", name="All", exact=True).click()
    expect(rows).to_have_count(3)
    rows.nth(2).get_by_role("button").click()
    ben.await_flash(page.get_by_role("log").locator("article", has_text="Perfect"))


def test_mine_and_later_are_tabs_on_a_phone(desk: Desk, people: People) -> None:
    tell(desk.cleo, desk.room, f"@{desk.ben.user['name']} parcel for you")
    desk.ben.post("/api/later", {"note": "Lamp back from Jonas"}).expect(201)
    page = people("phone", desk.ben).enter("/")
    page.get_by_role("link", name=re.compile("^Mine")).click()
    expect(page.locator(".found > li")).to_have_count(1)
    expect(page.get_by_text("Lamp back from Jonas")).to_have_count(0)
    page.get_by_role("button", name="Later").click()
    expect(page.get_by_text("Lamp back from Jonas")).to_be_visible()
    page.get_by_role("button", name="Back to rooms").click()
    expect(page.get_by_role("link", name=re.compile("^Mine"))).to_be_visible()


def test_everything_is_read_and_unread_again(desk: Desk, people: People) -> None:
    tell(desk.cleo, desk.room, "One", "Two")
    other = desk.host.ana.make_room(f"Second of {desk.ben.user['name']}", "closed", desk.ben, desk.cleo)
    tell(desk.cleo, other, "Three")
    ben = people("desktop", desk.ben)
    page = ben.enter("/r/" + desk.host.ana.home())
    rooms = page.get_by_role("navigation").locator("a[data-unread][href^='/r/']")
    expect(rooms).to_have_count(2)
    page.get_by_role("textbox", name=re.compile("^Message")).press("Shift+Escape")
    expect(rooms).to_have_count(0)
    marks = {room["id"]: room["read_seq"] for room in desk.ben.get("/api/rooms").expect()["rooms"]}
    assert (marks[desk.room], marks[other]) == (2, 1)
    page.get_by_role("button", name="Undo").click()
    expect(rooms).to_have_count(2)
