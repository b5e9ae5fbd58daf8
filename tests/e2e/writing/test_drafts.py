"""A draft follows its writer to other devices, and no words are lost where two have written."""

import re

from playwright.sync_api import expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People


def test_a_draft_follows_to_another_device_and_goes_when_it_is_sent(desk: Desk, people: People) -> None:
    ben, phone = people("desktop", desk.ben), people("phone", desk.ben)
    ben.enter(desk.path)
    phone.enter(desk.path)
    ben.composer.press_sequentially("Begun at the desk")
    expect(phone.composer).to_have_value("Begun at the desk")
    phone.composer.press("End")
    phone.composer.press_sequentially(", and on the way")
    expect(ben.composer).to_have_value("Begun at the desk, and on the way")
    ben.composer.press("Enter")
    expect(ben.message("Begun at the desk, and on the way")).to_be_visible()
    expect(phone.composer).to_have_value("")
    assert desk.ben.get("/api/account/drafts").expect()["drafts"] == []
    # A device that begins later asks for it.
    ben.composer.press_sequentially("Tomorrow")
    ben.page.goto(f"{ben.base}/settings")
    tablet = people("desktop", desk.ben)
    tablet.enter(desk.path)
    expect(tablet.composer).to_have_value("Tomorrow")


def test_a_message_that_is_sent_in_one_go_makes_no_draft(desk: Desk, people: People) -> None:
    ben = people("desktop", desk.ben)
    page = ben.enter(desk.path)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/draft") else None)
    with page.expect_request("**/draft"):
        ben.composer.fill("Typed slowly")
    with page.expect_request("**/draft"):
        ben.composer.press("Enter")
    for words in ("At once", "And again"):
        # Written and sent in the same turn of the page: on a busy machine a pause between the two would make a draft.
        ben.composer.evaluate(
            """(field, words) => {
            field.value = words;
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
            field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
        }""",
            words,
        )
        expect(ben.message(words)).to_have_attribute("data-id", re.compile("."))
    # The slow one was stored, and removed when it was sent.
    assert len(asked) == 2


def test_a_tab_that_comes_to_a_room_leaves_what_another_tab_has_just_written(desk: Desk, people: People) -> None:
    ben = people("desktop", desk.ben)
    page = ben.enter(desk.path)
    expect(ben.composer).to_be_visible()
    page.get_by_role("link", name="Settings").click()
    expect(ben.composer).to_have_count(0)
    # As another tab does; this one has not heard of it.
    key = page.evaluate(
        """([room, owner]) => {
        const key = `draft.${owner}.${room}`;
        localStorage.setItem(key, JSON.stringify({ body: "Written in the other tab", reply_to: null }));
        return key; }""",
        [desk.room, ben.module("store/session.js", "return m.owner.peek()")],
    )
    page.go_back()
    expect(ben.composer).to_be_visible()
    kept = page.evaluate("key => localStorage.getItem(key)", key)
    assert kept is not None
    page.evaluate("([key, newValue]) => dispatchEvent(new StorageEvent('storage', { key, newValue }))", [key, kept])
    expect(ben.composer).to_have_value("Written in the other tab")


def test_words_of_two_devices_that_did_not_hear_of_each_other_stand_together(desk: Desk, people: People) -> None:
    ben, phone = people("desktop", desk.ben), people("phone", desk.ben)
    phone.allow(r"ERR_INTERNET_DISCONNECTED")
    ben.enter(desk.path)
    phone.enter(desk.path)
    ben.composer.press_sequentially("Hello")
    expect(phone.composer).to_have_value("Hello")
    phone.go_offline()
    phone.composer.fill("Hello from the train")
    ben.composer.fill("Good morning")
    ben.await_true('!Object.values(localStorage).some(text => text.includes(`"changed":true`))')
    phone.context.set_offline(False)
    phone.composer.press("End")
    phone.composer.press_sequentially("!")
    # The two may be joined just before the last key comes, which is then behind the last word.
    joined = re.compile("^(Hello from the train!\n\nGood morning|Hello from the train\n\nGood morning!)$")
    for device in (phone, ben):
        expect(device.composer).to_have_value(joined)
    ben.await_that(lambda: ben.composer.input_value() == phone.composer.input_value(), "that both have the same words")


def test_the_last_words_of_a_visit_are_stored_by_the_next_one(desk: Desk, people: People) -> None:
    ben, phone = people("desktop", desk.ben), people("phone", desk.ben)
    page = ben.enter(desk.path)
    phone.enter(desk.path)
    ben.composer.press_sequentially("One")
    expect(phone.composer).to_have_value("One")
    ben.await_true('!Object.values(localStorage).some(text => text.includes(`"changed":true`))')
    # As a page leaves it that is closed before it could tell the host.
    page.evaluate(
        """room => {
        const key = Object.keys(localStorage).find(name => name.startsWith("draft.") && name.endsWith(room));
        localStorage.setItem(key, JSON.stringify({ body: "One and two", reply_to: null }));
    }""",
        desk.room,
    )
    ben.enter(desk.path)
    expect(ben.composer).to_have_value("One and two")
    expect(phone.composer).to_have_value("One and two")
