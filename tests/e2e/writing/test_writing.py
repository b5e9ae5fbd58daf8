"""Writing: what comes into the field by itself, drafts in two tabs, edits that are left and come back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.held_answers import HeldAnswers
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People, Person
from tests.support.hosts.tiny_server import until

PLACE = "document.activeElement.tagName + ' ' + document.activeElement.selectionStart"


def composer_of(page: Page) -> str:
    return str(page.get_by_role("textbox", name=re.compile("^Message ")).input_value())


def second_tab(person: Person, path: str) -> Person:
    """A second tab of the same browser, handled as the first is."""
    other = Person.__new__(Person)
    other.__dict__.update(person.__dict__)
    other.page = person.new_page()
    other.enter(path)
    return other


def edit(person: Person, text: str) -> None:
    person.open_menu(text)
    person.page.get_by_role("dialog").get_by_role("button", name="Edit").click()
    expect(person.composer).to_have_value(text)


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_after_an_emoji_the_focus_is_in_the_field_with_the_caret_behind_it(
    desk: Desk, people: People, kind: str
) -> None:
    person = people(kind, desk.ben)
    page = person.enter(desk.path)
    person.composer.fill("AB")
    person.composer.press("ArrowLeft")
    for many in (1, 2):
        page.get_by_role("button", name="Emoji").click()
        page.get_by_role("dialog").get_by_role("button").filter(has_text="🎉").first.click()
        expect(person.composer).to_have_value("A" + "🎉" * many + "B")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(person.composer).to_be_focused()
        person.await_true(f"document.activeElement.selectionStart === {1 + 2 * many}")
    page.keyboard.type("!")
    expect(person.composer).to_have_value("A🎉🎉!B")


def test_undo_goes_back_over_every_insertion(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    name = str(desk.cleo.user["name"])
    person.composer.press_sequentially("Hi ")
    page.get_by_role("button", name="Emoji").click()
    page.get_by_role("dialog").get_by_role("button").filter(has_text="🎉").first.click()
    expect(person.composer).to_be_focused()
    page.keyboard.type(" @Cle")
    page.get_by_role("option", name=name, exact=True).click()
    expect(person.composer).to_have_value(f"Hi 🎉 @{name} ")
    seen = []
    for _ in range(20):
        page.keyboard.press("Control+z")
        seen.append(person.composer.input_value())
    assert seen[-1] == ""
    assert any(text.startswith("Hi 🎉 @") and name not in text for text in seen), seen
    assert "Hi " in seen
    for _ in range(20):
        page.keyboard.press("Control+Shift+z")
    expect(person.composer).to_have_value(f"Hi 🎉 @{name} ")


def test_where_the_browser_cannot_insert_the_words_come_all_the_same(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    page.evaluate("document.execCommand = () => false")
    person.composer.press_sequentially("AB")
    person.composer.press("ArrowLeft")
    page.get_by_role("button", name="Emoji").click()
    page.get_by_role("dialog").get_by_role("button").filter(has_text="🎉").first.click()
    expect(person.composer).to_have_value("A🎉B")
    person.composer.press("Enter")
    expect(person.message("A🎉B")).to_be_visible()


@pytest.mark.parametrize(("kind", "focused"), [("desktop", "TEXTAREA"), ("phone", "MAIN")])
def test_after_latest_the_focus_is_somewhere_useful(desk: Desk, people: People, kind: str, focused: str) -> None:
    with desk.cleo.connect_socket() as cleo:
        for number in range(40):
            cleo.post(desk.room, f"Line {number}\nand another\nand another")
    person = people(kind, desk.ben)
    page = person.enter(desk.path)
    for writes in (False, True):
        page.locator("#messages").evaluate("node => node.scrollTo(0, 0)")
        button = page.locator("button.latest")
        expect(button).to_be_visible()
        if writes:
            person.composer.focus()
        else:
            page.evaluate("document.activeElement.blur()")
        button.click()
        expect(button).to_have_count(0)
        expect(person.composer if writes else page.locator(f"{focused.lower()}:focus")).to_be_focused()


def test_a_name_and_enter_open_the_conversation(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    name = str(desk.cleo.user["name"])
    page.get_by_role("button", name="New message or room").click()
    expect(page.get_by_role("searchbox", name="Find a person")).to_be_focused()
    page.keyboard.type(name.lower())
    expect(page.get_by_text(f"Press Enter to write to \u2068{name}\u2069.")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".bar").get_by_role("heading", name=name)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_group_is_made_by_the_keyboard_alone(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    page.get_by_role("button", name="New message or room").click()
    page.get_by_role("dialog").get_by_role("checkbox", name="Ana").check()
    page.get_by_role("searchbox", name="Find a person").focus()
    page.keyboard.type(str(desk.cleo.user["name"]))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Start a conversation with 2 people")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".bar").get_by_role("heading", name=re.compile("Ana"))).to_be_visible()
    expect(page.locator(".bar").get_by_role("heading", name=re.compile(str(desk.cleo.user["name"])))).to_be_visible()


def test_a_draft_is_the_same_in_two_tabs_and_no_words_go_silently(desk: Desk, people: People) -> None:
    one = people("desktop", desk.ben)
    one.enter(desk.path)
    other = second_tab(one, desk.path)
    one.composer.press_sequentially("From one")
    expect(other.composer).to_have_value("From one")
    other.composer.press_sequentially(", and the other")
    expect(one.composer).to_have_value("From one, and the other")
    changed = one.page.get_by_role("status").filter(has_text="You changed this draft elsewhere.")
    expect(changed).to_have_count(0)
    other.composer.fill("Something else")
    expect(one.composer).to_have_value("Something else")
    expect(changed).to_be_visible()
    changed.get_by_role("button", name="Use my version").click()
    for tab in (one, other):
        expect(tab.composer).to_have_value("From one, and the other")
    one.composer.press("Enter")
    expect(one.message("From one, and the other")).to_be_visible()
    expect(other.composer).to_have_value("")


def test_a_tab_that_slept_does_not_write_over_what_another_has_drafted(desk: Desk, people: People) -> None:
    one = people("desktop", desk.ben)
    one.enter(desk.path)
    # As another tab leaves it, without the event that a page which was put to sleep does not hear.
    key = f"draft.{one.page.evaluate('JSON.parse(document.getElementById(`boot`).textContent).office.id')}"
    key += f".{desk.ben.user_id}.{desk.room}"
    stored = "localStorage.setItem(key, JSON.stringify({body: 'Written elsewhere', reply_to: null}))"
    one.page.evaluate(f"key => {stored}", key)
    one.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(one.composer).to_have_value("Written elsewhere")


def test_an_emptied_edit_offers_to_delete_the_message(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    person.say("To be emptied")
    row = person.message("To be emptied")
    expect(row.get_by_label("Sent")).to_be_visible()
    edit(person, "To be emptied")
    person.composer.fill("")
    person.composer.press("Enter")
    question = page.get_by_role("dialog", name="Delete this message?")
    question.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Editing")).to_be_visible()
    expect(row).to_be_visible()
    person.page.get_by_role("button", name="Send").click()
    question.get_by_role("button", name="Delete").click()
    expect(row).to_have_attribute("data-going", "")
    expect(page.get_by_text("Editing")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(row).not_to_have_attribute("data-going", "")


def test_an_edit_under_way_survives_a_look_into_another_room_and_a_reload(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    person.say("As it was")
    expect(person.message("As it was").get_by_label("Sent")).to_be_visible()
    person.composer.fill("A draft beside it")
    edit(person, "As it was")
    person.composer.fill("As it will be")
    page.get_by_role("navigation").get_by_role("link", name="General").click()
    expect(person.composer).to_have_value("")
    expect(page.get_by_text("Editing")).to_have_count(0)
    page.go_back()
    expect(person.composer).to_have_value("As it will be")
    expect(page.get_by_text("Editing")).to_be_visible()
    page.reload()
    person.await_link()
    expect(person.composer).to_have_value("As it will be")
    person.composer.press("Enter")
    expect(person.message("As it will be")).to_be_visible()
    expect(page.get_by_text("Editing")).to_have_count(0)
    expect(person.composer).to_have_value("A draft beside it")
    page.reload()
    expect(person.composer).to_have_value("A draft beside it")
    until(lambda: [body for _, body in desk.bodies()] == ["As it will be"])


@pytest.mark.parametrize("typed", ["", "And now"])
def test_what_is_typed_on_while_an_edit_is_sent_begins_the_next_message(desk: Desk, people: People, typed: str) -> None:
    person = people("desktop", desk.ben)
    answers = HeldAnswers(person.page)
    page = person.enter(desk.path)
    person.say("As it wsa")
    expect(person.message("As it wsa").get_by_label("Sent")).to_be_visible()
    person.composer.fill("Begun before.")
    edit(person, "As it wsa")
    person.composer.fill("As it was")
    answers.hold()
    # It is not over yet, and Enter is pressed once more.
    person.composer.press("Enter")
    person.composer.press("Enter")
    page.keyboard.insert_text(typed)
    answers.release()
    expect(page.get_by_text("Editing")).to_have_count(0)
    expect(person.message("As it was")).to_contain_text("edited")
    expect(person.composer).to_have_value(f"Begun before.\n{typed}".strip())
    assert [body for _, body in desk.bodies()] == ["As it was"]


def test_an_edit_that_is_changed_while_it_is_sent_goes_on(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    answers = HeldAnswers(person.page)
    page = person.enter(desk.path)
    person.say("As it wsa")
    expect(person.message("As it wsa").get_by_label("Sent")).to_be_visible()
    edit(person, "As it wsa")
    person.composer.fill("As it was")
    answers.hold()
    person.composer.press("Enter")
    person.composer.fill("As it is")
    answers.release()
    expect(person.message("As it was")).to_contain_text("edited")
    expect(person.composer).to_have_value("As it is")
    person.composer.press("Enter")
    expect(person.message("As it is")).to_be_visible()
    expect(page.get_by_text("Editing")).to_have_count(0)


def test_my_own_messages_are_never_unread(desk: Desk, people: People) -> None:
    with desk.cleo.connect_socket() as cleo:
        cleo.post(desk.room, "From Cleo")
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    for text in ("Mine", "Mine too"):
        person.say(text)
        expect(person.message(text).get_by_label("Sent")).to_be_visible()
    person.open_menu("Mine too")
    expect(page.get_by_role("dialog").get_by_role("button", name="Edit")).to_be_visible()
    expect(page.get_by_role("dialog").get_by_role("button", name="Mark unread")).to_have_count(0)
    page.keyboard.press("Escape")
    person.open_menu("From Cleo")
    page.get_by_role("dialog").get_by_role("button", name="Mark unread").click()
    page.get_by_role("navigation").get_by_role("link", name="General").click()
    link = page.get_by_role("navigation").locator(f"a[href='{desk.path}']")
    expect(link.locator(".count [aria-hidden]")).to_have_text("1")
