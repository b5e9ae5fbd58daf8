"""Rooms and the people in them: made, found, joined, left, renamed; and conversations between a few."""

import re

from playwright.sync_api import expect

from tests.support.browsers.pages import People
from tests.support.cast import ANA, BEN, CLEO, DORA
from tests.support.hosts.host_process import ServedHost


def test_a_closed_room_is_made_with_people_and_nobody_else_sees_it(open_office: ServedHost, people: People) -> None:
    ben, dora = open_office.join(BEN), open_office.join(DORA)
    at_ana, at_ben, at_dora = people("desktop", open_office.ana), people("phone", ben), people("desktop", dora)
    at_ben.enter()
    at_dora.enter()
    page = at_ana.enter()
    page.get_by_role("button", name="New message or room").click()
    page.get_by_role("button", name="New room").click()
    page.get_by_label("Name of the room").fill("Salaries")
    page.get_by_role("radio", name=re.compile("Closed")).check()
    page.get_by_role("checkbox", name=BEN).check()
    page.get_by_role("button", name="Create room").click()
    expect(page.locator(".bar").get_by_role("heading", name="Salaries")).to_be_visible()
    at_ana.say("Between us")
    expect(at_ben.room("Salaries")).to_contain_text("1 unread")
    expect(at_ben.room("Salaries")).to_contain_text("Between us")
    expect(at_dora.room("Salaries")).to_have_count(0)
    at_dora.page.get_by_role("button", name="Browse open rooms").click()
    expect(at_dora.page.get_by_text("You're already in every open room.")).to_be_visible()
    at_dora.allow("404")
    at_dora.open(new_path := page.url.removeprefix(at_ana.base))
    expect(at_dora.page.get_by_role("heading", name="You're not in this room")).to_be_visible()
    assert new_path.startswith("/r/")


def test_an_open_room_is_found_joined_and_left_again(open_office: ServedHost, people: People) -> None:
    open_office.ana.make_room("Gardening")
    cleo = people("desktop", open_office.join(CLEO))
    page = cleo.enter()
    page.get_by_role("button", name="Browse open rooms").click()
    page.get_by_role("button", name="Join Gardening").click()
    expect(page.locator(".bar").get_by_role("heading", name="Gardening")).to_be_visible()
    cleo.say("Who waters on Friday?")
    page.get_by_role("button", name="Room details").click()
    page.get_by_role("button", name="Leave this room").click()
    expect(page.locator(".bar").get_by_role("heading", name="General")).to_be_visible()
    expect(cleo.room("Gardening")).to_have_count(0)


def test_a_conversation_starts_with_a_click_and_is_one_for_both(open_office: ServedHost, people: People) -> None:
    at_ana, at_ben = people("desktop", open_office.ana), people("phone", open_office.join(BEN))
    at_ben.enter()
    page = at_ana.enter()
    page.get_by_role("navigation").get_by_role("button", name=BEN).click()
    expect(page.locator(".bar").get_by_role("heading", name=BEN)).to_be_visible()
    at_ana.say("Have you a minute?")
    expect(at_ben.room(ANA)).to_contain_text("1 unread")
    at_ben.room(ANA).click()
    expect(at_ben.message("Have you a minute?")).to_be_visible()
    at_ben.say("Yes")
    expect(at_ana.message("Yes")).to_be_visible()


def test_notes_to_self_and_a_conversation_of_several(open_office: ServedHost, people: People) -> None:
    open_office.join(BEN)
    open_office.join(CLEO)
    ana = people("desktop", open_office.ana)
    page = ana.enter()
    page.get_by_role("button", name="New message or room").click()
    page.get_by_role("dialog").get_by_role("button", name="My devices").click()
    expect(page.locator(".bar").get_by_role("heading", name="My devices")).to_be_visible()
    ana.say("Buy stamps")
    expect(ana.room("My devices")).to_be_visible()
    page.get_by_role("button", name="New message or room").click()
    for name in (BEN, CLEO):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Start a conversation with 2 people").click()
    expect(page.locator(".bar").get_by_role("heading", name=re.compile(f"{BEN}, {CLEO}|{CLEO}, {BEN}"))).to_be_visible()


def test_details_rename_set_a_topic_add_and_remove(open_office: ServedHost, people: People) -> None:
    ben = open_office.join(BEN)
    open_office.ana.make_room("Lunch")
    at_ana, at_ben = people("desktop", open_office.ana), people("desktop", ben)
    at_ben.enter()
    page = at_ana.enter()
    at_ana.room("Lunch").click()
    page.get_by_role("button", name="Room details").click()
    page.get_by_role("button", name="Edit what is said about this room").click()
    page.get_by_label("Name of the room").fill("Long lunch")
    page.get_by_label("Topic").fill("Noodles, mostly")
    panel = page.get_by_role("complementary", name="Room details")
    panel.get_by_role("button", name="Save", exact=True).click()
    expect(at_ana.room("Long lunch")).to_be_visible()
    panel.get_by_role("button", name="Add people").click()
    page.get_by_role("checkbox", name=BEN).check()
    page.get_by_role("button", name="Add 1 person").click()
    at_ben.room("Long lunch").click()
    expect(at_ben.page.locator(".bar").get_by_text("Noodles, mostly")).to_be_visible()
    panel.get_by_role("button", name=f"Remove {BEN}").click()
    expect(at_ben.page.get_by_role("status").filter(has_text="no longer in Long lunch")).to_be_visible()
    expect(at_ben.page.locator(".bar").get_by_role("heading", name="General")).to_be_visible()


def test_a_room_that_counts_nothing_shows_no_badge(open_office: ServedHost, people: People) -> None:
    ben = open_office.join(BEN)
    room = open_office.ana.make_room("Noise", "open", ben)
    at_ben = people("desktop", ben)
    page = at_ben.enter(f"/r/{room}")
    page.get_by_role("button", name="Room details").click()
    # What is posted before the host has stored it would count.
    with page.expect_response(lambda answer: answer.request.method not in ("GET", "HEAD") and room in answer.url):
        page.get_by_label("Notify me about").select_option("mentions")
    page.keyboard.press("Escape")
    at_ben.room("General").click()
    with open_office.ana.connect_socket() as ana:
        ana.post(room, "Hum")
        ana.post(open_office.ana.home(), "Is this on?")
        expect(at_ben.message("Is this on?")).to_be_visible()
        expect(at_ben.room("Noise").locator(".count")).to_have_count(0)
        ana.post(room, f"@{BEN} you, though")
    expect(at_ben.room("Noise")).to_contain_text("1 unread")


def test_the_switcher_finds_by_a_few_letters_and_the_keyboard_alone(open_office: ServedHost, people: People) -> None:
    ben = open_office.join(BEN)
    open_office.ana.make_room("Deliveries", "open", ben)
    open_office.join("Chloé Dupont")
    at_ben = people("desktop", ben)
    page = at_ben.enter()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("dlv")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".bar").get_by_role("heading", name="Deliveries")).to_be_visible()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("chloe")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".bar").get_by_role("heading", name="Chloé Dupont")).to_be_visible()
    page.go_back()
    expect(page.locator(".bar").get_by_role("heading", name="Deliveries")).to_be_visible()


def test_presence_is_a_word_too_and_changes_with_the_page(open_office: ServedHost, people: People) -> None:
    at_ana = people("desktop", open_office.ana)
    at_ben = people("desktop", open_office.join(BEN))
    page = at_ana.enter()
    at_ben.enter()
    person = page.get_by_role("navigation").get_by_role("button", name=BEN)
    expect(person).to_contain_text("Online")
    at_ben.page.close()
    expect(person).to_contain_text("Offline")


def test_who_has_not_looked_for_a_minute_is_away_until_they_look_again(open_office: ServedHost, people: People) -> None:
    at_ana = people("desktop", open_office.ana)
    at_ben = people("desktop", open_office.join(BEN))
    page = at_ana.enter()
    at_ben.page.clock.install()
    at_ben.enter()
    look = """state => { Object.defineProperty(document, 'visibilityState', {value: state, configurable: true});
        document.dispatchEvent(new Event('visibilitychange')) }"""
    person = page.get_by_role("navigation").get_by_role("button", name=BEN)
    expect(person).to_contain_text("Online")
    at_ben.page.evaluate(look, "hidden")
    at_ben.page.clock.fast_forward(61_000)
    expect(person).to_contain_text("Away")
    at_ben.page.evaluate(look, "visible")
    expect(person).to_contain_text("Online")


def test_back_on_a_phone_closes_the_sheet_then_the_room(open_office: ServedHost, people: People) -> None:
    person = people("phone", open_office.join(BEN))
    page = person.enter()
    person.room("General").tap()
    page.get_by_role("button", name="Room details").tap()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".bar").get_by_role("heading", name="General")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Rooms")).to_be_visible()


def test_the_invitation_copies_the_link_on_plain_http(open_office: ServedHost, people: People) -> None:
    person = people("desktop", open_office.ana)
    page = person.enter()
    page.get_by_role("button", name="Invite people nearby").click()
    page.get_by_role("dialog").get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("Copied")
    page.keyboard.press("Escape")
    # A dialog that closes gives the focus back.
    expect(page.get_by_role("dialog")).to_have_count(0)
    person.composer.click()
    expect(person.composer).to_be_focused()
    page.keyboard.press("Control+v")
    expect(person.composer).to_have_value(re.compile("/join#"))
