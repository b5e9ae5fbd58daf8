"""The panel beside the room: not modal in a wide window, a page on a phone, and where the focus goes."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.messages.test_rows import tell
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People

WIDTHS_PX = """() => Object.fromEntries([['side', '.side'], ['room', '.room'], ['panel', '.beside']].map(
    ([name, found]) => [name, document.querySelector(found)?.getBoundingClientRect().width ?? 0]))"""

# A dialog is closed, and before the browser has gone back, the next one is opened, or a panel.
CLOSED_AND_OPENED = """
m.openOverlay(() => null);
const closed = m.closeOverlay();
m.openOverlay(() => "The next dialog");
await closed;
"""
CLOSED_AND_BESIDE = """
const { closeOverlay, openOverlay } = find(new URL("store/route.js", ui));
openOverlay(() => null);
const closed = closeOverlay();
m.openBeside(async () => ({ Panel: () => "The next panel" }), "Panel");
await closed;
"""

# Escape is pressed twice before the browser has gone back: a dialog asks to be closed each time.
CANCEL_TWICE = """(dialog) => {
  for (let press = 0; press < 2; press += 1) dialog.dispatchEvent(new Event("cancel", { cancelable: true }));
}"""
CLOSE_TWICE = "await Promise.all([m.closeBeside(), m.closeBeside()]);"


def open_seen_by(page: Page, message_id: str) -> None:
    page.locator(f'[data-id="{message_id}"] .bubble').click(button="right")
    page.get_by_role("button", name="Seen by").click()
    expect(page.get_by_role("complementary", name="Seen by")).to_be_visible()


def test_in_a_wide_window_the_panel_stands_beside_the_room(desk: Desk, people: People) -> None:
    (message_id,) = tell(desk.ben, desk.room, "The invoice page is up, with all the fields that we have asked for")
    ben = people("desktop", desk.ben)
    page = ben.enter(desk.path)
    with desk.cleo.connect_socket() as cleo:
        open_seen_by(page, message_id)
        panel = page.get_by_role("complementary", name="Seen by")
        expect(panel).to_be_focused()
        # The line below the title is longer than the panel is wide.
        expect(panel.get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)
        expect(panel.get_by_text("On 1 other device that is connected now")).to_be_visible()
        expect(panel.get_by_role("region", name="Not seen by 2 people yet")).to_contain_text("Cleo")
        cleo.ask("read:mark", {"room_id": desk.room, "seq": 1})
        expect(panel.get_by_role("region", name="Seen by 1 person", exact=True)).to_contain_text("Cleo")
        expect(panel.get_by_role("region", name="Not seen by 1 person yet")).to_contain_text("Ana")
    widths = page.evaluate(WIDTHS_PX)
    assert round(widths["side"]) == 15.5 * 16
    assert widths["panel"] == pytest.approx(23.5 * 16 - 16)
    # The room stays in use beside it.
    ben.say("Two things at once")
    expect(ben.message("Two things at once")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_visible()  # the composer's own Escape
    panel.focus()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(page.locator(f'[data-id="{message_id}"]')).to_be_focused()
    assert page.evaluate(WIDTHS_PX)["side"] > 15.5 * 16


def test_the_panel_of_a_room_closes_with_the_room(desk: Desk, people: People) -> None:
    (message_id,) = tell(desk.ben, desk.room, "Only here")
    ben = people("desktop", desk.ben)
    page = ben.enter(desk.path)
    open_seen_by(page, message_id)
    ben.room("General").click()
    expect(page.get_by_role("complementary")).to_have_count(0)
    page.go_back()
    page.set_viewport_size({"width": 800, "height": 700})
    open_seen_by(page, message_id)
    widths = page.evaluate(WIDTHS_PX)
    assert widths["side"] == 0
    assert widths["room"] > 400


def test_on_a_phone_the_panel_is_a_page_and_back_closes_it(desk: Desk, people: People) -> None:
    (message_id,) = tell(desk.cleo, desk.room, "The invoice page is up")
    ben = people("phone", desk.ben)
    page = ben.enter("/")
    ben.room(f"Of {desk.ben.user['name']}").click()
    for close in (page.go_back, lambda: page.get_by_role("button", name="Back", exact=True).click()):
        open_seen_by(page, message_id)
        panel = page.get_by_role("complementary", name="Seen by")
        assert page.evaluate(WIDTHS_PX)["panel"] == page.viewport_size["width"]  # type: ignore[index]
        expect(page.locator(".room")).to_have_attribute("inert", "")
        close()
        expect(panel).to_have_count(0)
        expect(page.locator(".room[inert]")).to_have_count(0)
        expect(page.get_by_role("log")).to_be_visible()
    page.get_by_role("button", name="Back to rooms").click()
    expect(page.get_by_role("heading", name="Rooms")).to_be_visible()


QUICK = """() => new MutationObserver((_, observer) => {
  const field = document.getElementById("topic");
  if (!field) return;
  observer.disconnect();
  field.focus();
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => { window.painted = true; })));
}).observe(document.body, { childList: true, subtree: true })"""


def test_the_details_of_a_room_stand_beside_it_and_are_a_sheet_on_a_phone(desk: Desk, people: People) -> None:
    ben = people("desktop", desk.ben)
    page = ben.enter(desk.path)
    button = page.get_by_role("button", name="Room details")
    button.click()
    panel = page.get_by_role("complementary", name="Room details")
    expect(panel.get_by_role("heading", name="3 people")).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    # Somebody who is quick is in the second field before the browser has painted the form, and stays there.
    page.evaluate(QUICK)
    panel.get_by_role("button", name="Edit what is said about this room").click()
    ben.await_true("window.painted")
    expect(panel.get_by_label("Topic")).to_be_focused()
    panel.get_by_label("Topic").fill("Half a topic")
    ben.say("The room stays in use")
    expect(ben.message("The room stays in use")).to_be_visible()
    expect(panel.get_by_label("Topic")).to_have_value("Half a topic")
    button.click()
    expect(panel).to_have_count(0)
    page.locator(".title-button").click()
    ben.room("General").click()
    expect(page.locator(".bar h2")).to_have_text("General")
    expect(panel).to_have_count(0)
    phone = people("phone", desk.cleo).enter(desk.path)
    phone.get_by_role("button", name="Room details").click()
    expect(phone.get_by_role("dialog").get_by_role("heading", name="3 people")).to_be_visible()
    phone.go_back()
    expect(phone.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_what_is_opened_while_a_dialog_closes_stays(desk: Desk, people: People, device: str) -> None:
    """The browser goes back a moment after the dialog asked it to. It would take with it what was opened meanwhile."""
    ben = people(device, desk.ben)
    page = ben.enter(desk.path)
    for path, script, text in (
        ("store/route.js", CLOSED_AND_OPENED, "The next dialog"),
        ("store/side_panel.js", CLOSED_AND_BESIDE, "The next panel"),
    ):
        ben.module(path, script)
        expect(page.get_by_text(text)).to_be_visible()
        if device == "desktop" and text == "The next panel":
            return  # it is no place of its own there
        page.go_back()
        expect(page.get_by_text(text)).to_have_count(0)
        expect(page.get_by_role("log")).to_be_visible()


def test_two_quick_presses_close_what_is_open_and_do_not_leave_the_room(desk: Desk, people: People) -> None:
    (message_id,) = tell(desk.ben, desk.room, "Still here")
    phone = people("phone", desk.ben)
    page = phone.enter("/")
    phone.room("Of Ben").first.click()
    row = page.locator(f'[data-id="{message_id}"] .bubble')
    row.click(button="right")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.evaluate(CANCEL_TWICE)
    expect(dialog).to_have_count(0)
    open_seen_by(page, message_id)
    phone.module("store/side_panel.js", CLOSE_TWICE)
    expect(page.get_by_role("complementary", name="Seen by")).to_have_count(0)
    # The way back that would leave the room has had its time: this one comes after it.
    row.click(button="right")
    dialog.evaluate("dialog => dialog.dispatchEvent(new Event('cancel', { cancelable: true }))")
    expect(dialog).to_have_count(0)
    assert page.url.endswith(desk.path)
