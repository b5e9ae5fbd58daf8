"""Files that were chosen and not sent: after a reload, in two tabs, for another person, and after signing out."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.files.test_sending import PICTURE, choose, given, sent, tray
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People, Person

# What the browser has stored of chosen files: their names in order, how many of them have bytes, and the marks.
STORED = """(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === "chat-desktop-trays")) return "";
    const opened = indexedDB.open("chat-desktop-trays");
    const base = await new Promise((resolve) => (opened.onsuccess = () => resolve(opened.result)));
    const ask = (store, what) => new Promise((resolve) => {
      const asked = base.transaction(store).objectStore(store)[what]();
      asked.onsuccess = () => resolve(asked.result);
    });
    const [rows, files] = [await ask("rows", "getAll"), await ask("files", "count")];
    base.close();
    rows.sort((one, other) => one.place - other.place);
    const marks = Object.keys(localStorage).filter((key) => key.startsWith("chat-desktop-trays."));
    return [rows.map(({ chosen }) => chosen.name + (chosen.id ? "" : "?")).join(), files, marks.length].join(" ");
})()"""


def until_stored(person: Person, names: str, files: int, marks: int = 1) -> None:
    person.await_true(f"{STORED}.then((found) => found === {f'{names} {files} {marks}'!r})")


def tiles(page: Page) -> Locator:
    return tray(page).locator("[data-key]")


def test_a_tray_is_there_again_after_a_reload_and_goes_when_it_is_sent(desk: Desk, people: People) -> None:
    person = people("phone", desk.ben)
    page = person.enter(desk.path)
    choose(page, given("harbour.png", PICTURE, "image/png"), given("تقرير 🎉.txt"), given("third.txt"))
    expect(tray(page).locator('[data-state="done"]')).to_have_count(3)
    tiles(page).nth(2).focus()
    page.keyboard.press("Alt+ArrowLeft")
    until_stored(person, "harbour.png,third.txt,تقرير 🎉.txt", 3)
    page.reload()
    expect(tiles(page)).to_have_count(3)
    expect(tiles(page).nth(0).locator("img")).to_have_js_property("naturalWidth", 1)
    expect(tiles(page).nth(1)).to_have_attribute("aria-label", re.compile("third.txt"))
    page.get_by_role("button", name="Remove third.txt").click()
    until_stored(person, "harbour.png,تقرير 🎉.txt", 2)
    person.say("After a reload")
    expect(person.message("After a reload")).to_have_attribute("data-id", re.compile("."))
    assert sent(desk)[-1] == ("After a reload", ["harbour.png", "تقرير 🎉.txt"])
    until_stored(person, "", 0, 0)
    page.reload()
    person.await_link()
    expect(tray(page)).to_have_count(0)


def test_what_was_not_uploaded_goes_on_after_a_reload(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    person.allow("ERR_FAILED")
    page.route("**/api/uploads/*", lambda route: route.abort())
    choose(page, given("plan.txt"))
    person.await_true(f"{STORED}.then((found) => found === 'plan.txt? 1 1')")
    page.unroute("**/api/uploads/*")
    page.reload()
    expect(tray(page).locator('[data-state="done"]')).to_have_count(1)
    person.say("It went on")
    expect(person.message("It went on")).to_have_attribute("data-id", re.compile("."))
    assert sent(desk)[-1] == ("It went on", ["plan.txt"])


def test_a_tray_is_in_one_tab_and_in_another_one_only_after_that_was_closed(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    first = person.enter(desk.path)
    choose(first, given("plan.txt"))
    until_stored(person, "plan.txt", 1)
    second, third = person.new_page(), person.new_page()
    second.goto(first.url)
    expect(second.locator("html")).to_have_attribute("data-link", "up")
    choose(second, given("other.txt"))
    expect(tiles(second)).to_have_count(1)
    until_stored(person, "plan.txt,other.txt", 2)
    first.close()
    second.close()
    # Two tabs that open at the same moment: each file is in one of them.
    fourth = third.context.new_page()
    for page in (third, fourth):
        page.goto(person.base + desk.path, wait_until="commit")
    person.page = third
    person.await_that(lambda: tiles(third).count() + tiles(fourth).count() == 2)
    third.reload()
    person.await_that(lambda: tiles(third).count() + tiles(fourth).count() == 2)


def test_nobody_else_at_the_computer_finds_them_and_signing_out_removes_them(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    choose(page, given("salary.txt"))
    until_stored(person, "salary.txt", 1)
    person.sign_in_as(desk.cleo)
    page.goto(page.url)
    person.await_link()
    choose(page, given("hers.txt"))
    until_stored(person, "salary.txt,hers.txt", 2, 2)
    expect(tiles(page)).to_have_count(1)
    page.goto(page.url.replace(desk.path, "/settings"))
    # Its last request: one that is answered after the sign-out is refused, and the browser reports that as an error.
    expect(page.locator(".storage-own .hint").first).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    until_stored(person, "salary.txt", 1, 1)
