"""A new computer becomes a stand-by in its page, shows how old its copy is, and takes over by a click."""

import re

from playwright.sync_api import expect

from tests.conftest import StartHost
from tests.e2e.conftest import PeopleIn
from tests.e2e.second_computer import picture, shows_code
from tests.runtime.copies.test_kept_copies import ask, copy_of, lose
from tests.runtime.copies.two_copies import until
from tests.support.browsers.pages import People
from tests.support.hosts.host_process import ServedHost
from tests.webui.accessibility.page_checks import SMALLEST_TARGET_PX, TOO_SMALL, faults, sideways, wide

ENROL = "Make this computer a stand-by of an office"


def test_a_computer_becomes_a_stand_by_and_takes_over_by_a_click_when_the_host_is_gone(
    open_office: ServedHost, people: People, start_host: StartHost, people_in: PeopleIn
) -> None:
    new, page, code = shows_code(start_host, people_in, ENROL)
    picture(page, "enrolling")
    page.reload()
    expect(page.locator(".receiving-code")).to_have_text(code)  # it goes on waiting
    port = ask(new).json["enrolling"]["port"]
    owner = people("desktop", name="127.0.0.1").sign_in_as(open_office.ana)
    sender = owner.enter("/settings")
    sender.get_by_role("button", name="Show what the host does").click()
    sender.get_by_role("button", name="Add a stand-by").click()
    expect(sender.get_by_text(f"choose “{ENROL}” below the set-up")).to_be_visible()
    expect(sender.get_by_label("Address of the other computer")).to_be_focused()
    sender.get_by_label("Address of the other computer").fill(f"127.0.0.1:{port}")
    sender.get_by_label("Code", exact=True).fill(code.lower().replace("-", " "))
    sender.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("Stand-by of .Harbour Street"))).to_be_visible()
    expect(sender.get_by_role("button", name="Add a stand-by")).to_be_focused()
    expect(page.get_by_text("The copy is less than a minute old.")).to_be_visible()
    expect(page.get_by_text("The host answers.")).to_be_visible()
    expect(page.get_by_role("button", name="Take over")).to_have_count(0)
    assert page.locator("button").evaluate_all(TOO_SMALL, SMALLEST_TARGET_PX) == []
    picture(page, "standby")
    page.get_by_role("button", name="Delete the copy").click()
    question = page.get_by_role("group", name=re.compile("Delete the copy of .Harbour Street"))
    expect(question.get_by_role("button", name="Cancel")).to_be_focused()
    assert faults(page) + sideways(page) + wide(page) == []
    picture(page, "deleting")
    question.get_by_role("button", name="Cancel").click()
    owner.allow("ERR_|410|moved|offline")
    until(lambda: not copy_of(new)["is_looking"])
    lose(open_office, new, copy_of(new)["office_id"], copied_before_ms=7 * 60_000)
    page.get_by_role("button", name="Take over").click()
    question = page.get_by_role("group", name=re.compile("Take over .Harbour Street"))
    expect(question).to_contain_text(re.compile("The copy is (7|8|9) minutes old. What was written after"))
    assert faults(page) + sideways(page) + wide(page) == []
    picture(page, "taking-over")
    question.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text(re.compile("The host does not answer. It last answered [2-5] minutes ago"))).to_be_visible()
    picture(page, "away")
    page.get_by_role("button", name="Take over").click()
    question.get_by_role("button", name="Take over").click()
    expect(page.get_by_role("heading", name="Sign in to Harbour Street")).to_be_visible(timeout=30_000)


def test_whoever_changes_their_mind_sets_up_an_office_and_other_computers_are_not_offered_it(
    new_host: ServedHost, people: People
) -> None:
    page = people("desktop", name="127.0.0.1").open(f"/setup#{new_host.setup_token}")
    page.get_by_role("button", name=ENROL).click()
    expect(page.locator(".receiving-code")).to_be_visible()
    page.get_by_role("button", name="Set up a new office instead").click()
    expect(page.get_by_label("Name of the office")).to_be_visible()
    assert "enrolling" not in ask(new_host).json
    far = people("phone").open(f"/setup#{new_host.setup_token}")
    expect(far.get_by_label("Name of the office")).to_be_visible()
    expect(far.get_by_role("button", name=ENROL)).to_have_count(0)
