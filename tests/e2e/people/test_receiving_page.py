"""The page of a new host receives the office of another computer, which sends it from its own page."""

from playwright.sync_api import expect

from tests.conftest import StartHost
from tests.e2e.conftest import PeopleIn
from tests.e2e.second_computer import picture, shows_code
from tests.support.browsers.pages import People
from tests.support.hosts.host_process import ServedHost
from tests.webui.accessibility.page_checks import SMALLEST_TARGET_PX, TOO_SMALL

RECEIVE = "Move an office here from another computer"


def test_the_office_moves_from_one_page_to_the_other(
    open_office: ServedHost, people: People, start_host: StartHost, people_in: PeopleIn
) -> None:
    new, page, code = shows_code(start_host, people_in, RECEIVE)
    place = page.locator(".receiving-place")
    expect(page.get_by_text("Waiting for the other computer…")).to_be_visible()
    assert page.locator("button").evaluate_all(TOO_SMALL, SMALLEST_TARGET_PX) == []
    picture(page, "receiving")
    page.reload()
    expect(place).to_contain_text(code)  # it goes on waiting
    port = new.browser().post("/api/receive/ask", {"token": new.setup_token}).json["port"]
    owner = people("desktop", name="127.0.0.1").sign_in_as(open_office.ana)
    sender = owner.enter("/settings")
    sender.get_by_role("button", name="Move the office").click()
    dialog = sender.get_by_role("dialog", name="Move to another computer")
    expect(dialog).to_contain_text(f"choose “{RECEIVE}” below the set-up")
    dialog.get_by_label("Address of the other computer").fill(f"127.0.0.1:{port}")
    dialog.get_by_label("Code", exact=True).fill(code.lower().replace("-", " "))
    dialog.get_by_role("button", name="Move now").click()
    expect(page.get_by_role("heading", name="Sign in to Harbour Street")).to_be_visible()
    owner.allow("410|ERR_|moved")


def test_whoever_changes_their_mind_sets_up_an_office_and_other_computers_are_not_offered_it(
    new_host: ServedHost, people: People
) -> None:
    ana = people("desktop", name="127.0.0.1")
    page = ana.open(f"/setup#{new_host.setup_token}")
    page.get_by_role("button", name=RECEIVE).click()
    expect(page.locator(".receiving-code")).to_be_visible()
    picture(page, "receiving-desktop")
    page.get_by_role("button", name="Set up a new office instead").click()
    expect(page.get_by_label("Name of the office")).to_be_visible()
    far = people("phone").open(f"/setup#{new_host.setup_token}")
    expect(far.get_by_label("Name of the office")).to_be_visible()
    expect(far.get_by_role("button", name=RECEIVE)).to_have_count(0)
