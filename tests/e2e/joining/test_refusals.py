"""Who cannot come in just now is told why, in words, on the page where they are."""

from playwright.sync_api import expect

from tests.support.browsers.pages import People, Person
from tests.support.cast import PASSWORD
from tests.support.hosts.host_process import ServedHost

BROKEN = r"net::ERR_|WebSocket|status of 4"


def fill_in(person: Person, name: str) -> None:
    person.page.get_by_label("Your name").fill(name)
    person.page.get_by_label("Choose a password").fill(PASSWORD)
    person.page.get_by_role("button", name="Join").click()


def test_before_the_office_is_set_up_the_link_says_so(new_host: ServedHost, people: People) -> None:
    phone = people("phone")
    phone.allow(BROKEN)
    phone.open(f"/join#{new_host.join_code}")
    expect(phone.page.get_by_text("This office is new.")).to_be_visible()
    new_host.set_up()
    # Nobody scans the code again.
    expect(phone.page.get_by_role("button", name="Join", exact=True)).to_be_visible()
    expect(phone.page.get_by_label("Choose a password")).to_be_visible()


def test_an_office_that_closes_while_one_types_says_so_and_keeps_what_was_typed(
    open_office: ServedHost, people: People
) -> None:
    phone = people("phone")
    phone.allow(BROKEN)
    phone.open(f"/join#{open_office.join_code}")
    expect(phone.page.get_by_label("Your name")).to_be_visible()
    open_office.stop()
    fill_in(phone, "Eve")
    expect(phone.page.get_by_role("alert")).to_be_visible()
    expect(phone.page.get_by_label("Your name")).to_have_value("Eve")


def test_a_browser_that_keeps_no_cookies_is_told_before_anybody_types(open_office: ServedHost, people: People) -> None:
    """Its owner would join, and be asked to join again, for ever."""
    phone = people("phone")
    cookies = phone.page.get_by_role("status").filter(has_text="blocks cookies")
    phone.open(f"/join#{open_office.join_code}")
    expect(phone.page.get_by_label("Your name")).to_be_visible()
    expect(cookies).to_have_count(0)
    devtools = phone.context.new_cdp_session(phone.page)
    devtools.send("Emulation.setDocumentCookieDisabled", {"disabled": True})
    phone.page.reload()
    expect(cookies).to_be_visible()
