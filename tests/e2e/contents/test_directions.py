"""Names that are written from right to left, in an office whose page is written from left to right."""

from playwright.sync_api import Page, expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People
from tests.support.hosts.http_browser import Browser

# Where the text of each name begins on the screen, as far as it is shown, by the name; of what SELECTOR finds.
STARTS = """
([selector, names]) => {
  const found = {};
  for (const element of document.querySelectorAll(selector)) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const name = names.find((one) => node.data.trim() === one);
      if (!name) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      found[name] = Math.round(range.getBoundingClientRect().left);
    }
  }
  return found;
}
"""


def check(page: Page, selector: str, names: list[str]) -> None:
    """Every one of NAMES stands there, and all begin at one line."""
    for name in names:
        expect(page.locator(selector).get_by_text(name, exact=True).first).to_be_visible()
    starts = page.evaluate(STARTS, [selector, names])
    assert set(starts) == set(names), selector
    assert max(starts.values()) - min(starts.values()) <= 1, (selector, starts)


def newcomers(desk: Desk) -> list[Browser]:
    number = desk.ben.user["name"].partition(" ")[2]
    names = [f"Zoe {number}", "مريم الأحمد" + "ابتثجحخ"[int(number) % 7], "נועה לוי" + "אבגדהוז"[int(number) % 7]]
    return [desk.host.join(name) for name in names]


def test_a_name_from_right_to_left_stands_at_the_start_of_its_row(desk: Desk, people: People) -> None:
    new = newcomers(desk)
    names = [str(one.user["name"]) for one in new]
    room = desk.ben.make_room(f"Of {names[0]}", "closed", *new)
    for one in new:
        with one.connect_socket() as client:
            client.post(room, f"From {one.user_id}")
        desk.ben.post("/api/direct", {"user_ids": [one.user_id]}).expect(201)
    for kind in ("desktop", "phone"):
        person = people(kind, desk.ben)
        page = person.enter(f"/r/{room}")
        check(page, ".meta", names)
        person.composer.fill("@")
        page.get_by_role("option").first.wait_for()
        check(page, ".composer .options li", names)
        person.composer.fill("")
        page.keyboard.press("Control+k")
        page.get_by_role("combobox").fill(" ")
        check(page, ".search-box .options li, .search-places li", names)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Room details").click()
        check(page, ".details .choices li", names)
        page.keyboard.press("Escape")
        # On a phone that goes back in the history: leaving the page meanwhile would be interrupted.
        expect(page.locator(".details .choices li")).to_have_count(0)
        page.goto(person.base)
        page.get_by_role("button", name="New message or room").click()
        check(page, "dialog .choices li", names)
        page.keyboard.press("Escape")
        check(page, ".side li", names)
