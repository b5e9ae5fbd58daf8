"""Two tabs of one person share what the browser keeps: neither brings back or loses what the other has done."""

from playwright.sync_api import Page, expect

from tests.e2e.cuttable_link import Link, stay
from tests.e2e.files.test_sending import choose, given
from tests.e2e.stored_outbox import until_kept
from tests.support.browsers.pages import CUT_NAME, People, Person
from tests.support.cast import BEN
from tests.support.hosts.host_process import ServedHost

BROKEN = r"WebSocket|net::ERR_"
MENTIONS, ROOMS = "Sound when someone mentions me", "Sound for every message"


def second_tab(person: Person, path: str) -> Page:
    page = person.new_page()
    page.goto(person.base + path)
    expect(page.locator("html")).to_have_attribute("data-link", "up")
    return page


def posted(host: ServedHost) -> list[str]:
    page = host.ana.get(f"/api/rooms/{host.ana.home()}/messages").expect()
    return [message["body"] for message in page["messages"]]


def test_a_setting_of_one_tab_holds_in_the_other_and_is_not_undone_by_it(
    open_office: ServedHost, people: People
) -> None:
    ben = people("desktop", open_office.join(BEN))
    first = ben.enter("/settings")
    second = second_tab(ben, "/settings")
    expect(second.get_by_role("switch", name=MENTIONS)).to_be_checked()
    first.get_by_role("switch", name=MENTIONS).click()
    expect(second.get_by_role("switch", name=MENTIONS)).not_to_be_checked()
    second.get_by_role("switch", name=ROOMS).click()
    first.reload()
    expect(first.get_by_role("switch", name=ROOMS)).to_be_checked()
    expect(first.get_by_role("switch", name=MENTIONS)).not_to_be_checked()


def test_a_setting_that_a_tab_has_not_heard_of_is_not_written_over(open_office: ServedHost, people: People) -> None:
    ben = people("desktop", open_office.join(BEN))
    page = ben.enter("/settings")
    expect(page.get_by_role("switch", name=ROOMS)).to_be_visible()
    page.evaluate("localStorage.setItem('preferences', JSON.stringify({ sound: false }))")  # No event comes for it.
    page.get_by_role("switch", name=ROOMS).click()
    page.reload()
    expect(page.get_by_role("switch", name=ROOMS)).to_be_checked()
    expect(page.get_by_role("switch", name=MENTIONS)).not_to_be_checked()


def test_the_appearance_that_is_chosen_in_one_tab_is_that_of_the_other(open_office: ServedHost, people: People) -> None:
    ben = people("desktop", open_office.join(BEN))
    first = ben.enter("/settings")
    second = second_tab(ben, "/settings")
    first.get_by_role("radio", name="Dark").check(force=True)
    expect(second.locator("html")).to_have_attribute("data-theme", "dark")
    expect(second.get_by_role("radio", name="Dark")).to_be_checked()
    first.get_by_role("radio", name="System").check(force=True)
    expect(second.locator("html[data-theme]")).to_have_count(0)


# The other tab chooses in the moment in which the choice is on the page, before the browser has painted it.
CHOSEN_MEANWHILE = """new MutationObserver((_, observer) => {
  if (!document.querySelector("[name=theme]")) return;
  observer.disconnect();
  localStorage.setItem("theme", "dark");
  dispatchEvent(new StorageEvent("storage", { key: "theme" }));
}).observe(document, { childList: true, subtree: true });"""


def test_the_appearance_that_is_chosen_while_the_page_is_drawn_is_shown(
    open_office: ServedHost, people: People
) -> None:
    person = people("desktop", open_office.join(BEN))
    person.page.add_init_script(CHOSEN_MEANWHILE)
    page = person.enter("/settings")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()


def test_a_message_that_is_cancelled_in_one_tab_is_not_sent_by_the_other(
    open_office: ServedHost, people: People
) -> None:
    home = open_office.ana.home()
    ben = people("desktop", open_office.join(BEN))
    ben.allow("ERR_FAILED")
    first = ben.enter(f"/r/{home}")
    ben.context.route("**/api/uploads/*", lambda route: route.abort())
    choose(first, given("wrong.txt"))
    ben.say("The wrong file")
    until_kept(ben, 1)
    second = second_tab(ben, f"/r/{home}")
    waiting = second.locator("article.message", has_text="The wrong file")
    expect(waiting.get_by_text("Another tab is sending this.")).to_be_visible()
    ben.message("The wrong file").get_by_role("button", name="Cancel").click()
    until_kept(ben, 0)
    expect(waiting).to_have_count(0)
    ben.context.unroute("**/api/uploads/*")
    first.close()
    ben.page = second
    ben.say("Something else")
    expect(ben.message("Something else").get_by_label("Sent")).to_be_visible()
    second.reload()
    expect(ben.message("Something else")).to_be_visible()
    assert posted(open_office) == ["Something else"]


def test_what_a_tab_could_not_send_before_it_was_closed_is_sent_by_the_one_that_is_left(
    open_office: ServedHost, link: Link, people: People
) -> None:
    home = open_office.ana.home()
    ben = people("desktop", open_office.join(BEN), name=CUT_NAME)
    ben.allow(BROKEN)
    second = second_tab(ben, f"/r/{home}")
    first = ben.enter(f"/r/{home}")
    for page in (first, second):
        stay(page)
    link.cut()
    for text in ("First of two", "Second of two"):
        ben.say(text)
    until_kept(ben, 2)
    first.close()
    ben.page = second
    link.heal()
    ben.await_link()
    expect(ben.message("Second of two")).to_be_visible()
    until_kept(ben, 0)
    assert posted(open_office) == ["First of two", "Second of two"]
