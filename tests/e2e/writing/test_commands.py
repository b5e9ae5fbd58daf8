"""Commands of the composer: listed, run, refused and explained, on both devices."""

import pytest
from playwright.sync_api import expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_commands_are_listed_and_run(desk: Desk, people: People, kind: str) -> None:
    person = people(kind, desk.ben)
    page = person.enter(desk.path)
    send = page.get_by_role("button", name="Send", exact=True)
    person.composer.press_sequentially("/")
    options = page.get_by_role("listbox", name="Commands").get_by_role("option")
    expect(options).to_have_count(8)
    person.composer.press_sequentially("to")
    expect(options).to_have_count(1)
    page.keyboard.press("Tab")
    expect(person.composer).to_have_value("/topic ")
    person.composer.press_sequentially("Lunch at one")
    send.click()
    expect(page.get_by_text("The topic is set.")).to_be_visible()
    expect(person.composer).to_have_value("")
    expect(page.locator(".bar").get_by_text("Lunch at one")).to_have_count(1)
    person.composer.fill("/poll Which day?")
    send.click()
    expect(page.get_by_role("dialog").get_by_role("textbox").first).to_have_value("Which day?")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(person.composer).to_have_value("")
    person.composer.fill("/away At lunch")
    send.click()
    expect(page.get_by_role("dialog").locator("input[name=text]")).to_have_value("At lunch")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(person.composer).to_have_value("")
    person.composer.fill("/help")
    send.click()
    expect(page.get_by_role("dialog", name="Commands").get_by_text("Make a checklist")).to_be_visible()
    page.keyboard.press("Escape")
    expect(person.composer).to_have_value("")
    assert desk.bodies() == []


def test_an_unknown_command_is_explained_and_sent_only_on_request(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    person.composer.press_sequentially("/foo bar")
    page.keyboard.press("Enter")
    expect(page.get_by_text("There is no /foo. /help lists the commands.")).to_be_visible()
    expect(person.composer).to_have_value("/foo bar")
    assert desk.bodies() == []
    page.get_by_role("button", name="Send it as text").click()
    expect(person.message("/foo bar").get_by_label("Sent")).to_be_visible()
    options = page.get_by_role("option")
    for text, listed in (("/home/ana", 0), ("//x", 0), ("/", 8)):
        person.composer.fill(text)
        expect(options).to_have_count(listed)
        page.keyboard.press("Escape")
        expect(options).to_have_count(0)
        page.keyboard.press("Enter")
        expect(person.composer).to_have_value("")
    expect(page.locator("article.message[data-mine]")).to_have_count(4)
    person.composer.fill("/topic")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Write the topic behind /topic.")).to_be_visible()
    expect(person.composer).to_have_value("/topic")


def test_who_may_not_is_told_so(desk: Desk, people: People) -> None:
    direct = desk.ben.post("/api/direct", {"user_ids": [desk.cleo.user_id]}).expect(201)["room"]["id"]
    person = people("desktop", desk.ben)
    page = person.enter(f"/r/{direct}")
    person.composer.press_sequentially("/")
    options = page.get_by_role("listbox", name="Commands").get_by_role("option")
    expect(options).to_have_count(7)
    person.composer.fill("/topic Ours")
    expect(options).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.get_by_text("You can’t use /topic here.")).to_be_visible()
    expect(person.composer).to_have_value("/topic Ours")
