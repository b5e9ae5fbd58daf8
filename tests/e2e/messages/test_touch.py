"""What fingers do that a mouse does not."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.messages.test_history import PAINTED
from tests.support.browsers.pages import People, Person
from tests.support.cast import BEN
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.socket_client import SocketClient


@pytest.mark.parametrize(
    ("along", "across", "replies", "locale"),
    [(-90, 0, True, "en"), (-40, 0, False, "en"), (90, 0, False, "en"), (-90, 60, False, "en"), (90, 0, True, "ar")],
)
def test_a_swipe_toward_the_start_edge_replies(
    open_office: ServedHost, people: People, along: int, across: int, replies: bool, locale: str
) -> None:
    with open_office.ana.connect_socket() as client:
        client.post(open_office.ana.home(), "Lunch at noon?")
    ben = people("phone", open_office.join(BEN), locale=locale)
    page = ben.enter(f"/r/{open_office.ana.home()}")
    row = ben.message("Lunch at noon?")
    _settled(page)
    _swipe(ben, row, along, across)  # the first touch of a fresh page, which also brings what follows a finger
    expect(page.locator(".replying")).to_have_count(1 if replies else 0)
    expect(page.locator("[data-pull]")).to_have_count(0)


def _settled(page: Page) -> None:
    """The introduction, which moves the rows of a short room, is there: a finger meets what it is put on."""
    expect(page.locator(".greeting")).to_be_attached()
    page.evaluate(f"async () => {{ {PAINTED} }}")


def _swipe(person: Person, row: Locator, along: int, across: int) -> None:
    """One finger, from the middle of ROW, first ACROSS and then ALONG, in pixels."""
    box = row.locator(".bubble").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = person.context.new_cdp_session(person.page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    # A finger that lies still for long presses: without a way across it moves along at once.
    ways = [(0.0, across * step / 6) for step in range(1, 7)] if across else []
    ways += [(along * step / 9, across) for step in range(1, 10)]
    for dx, dy in ways:
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x + dx, "y": y + dy}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_lifting_the_finger_after_a_long_press_runs_nothing(open_office: ServedHost, people: People) -> None:
    ben = people("phone", open_office.join(BEN))
    page = ben.enter(f"/r/{open_office.ana.home()}")
    # The menu rises from the foot of the page: the last message of a room lies under it.
    for _ in range(2):
        ben.say("Near the foot of the room")
    row = page.locator("article.message").last
    _settled(page)
    expect(row.get_by_label("Sent")).to_be_visible()
    dialog = page.get_by_role("dialog", name="Message actions")
    with _held(ben, row):
        expect(dialog).to_be_visible()
        page.wait_for_timeout(300)  # the sheet has risen: an item lies under the finger
    page.wait_for_timeout(300)  # a click would have come by now
    expect(dialog).to_be_visible()
    expect(page.locator(".replying, .toast")).to_have_count(0)
    dialog.get_by_role("button", name="Reply", exact=True).tap()
    expect(page.locator(".replying")).to_have_count(1)


def test_a_long_press_on_a_reaction_says_who_reacted_and_when_it_was_written(
    open_office: ServedHost, people: People
) -> None:
    home = open_office.ana.home()
    with open_office.ana.connect_socket() as ana:
        message = _post_cake(ana, home)
    ben = people("phone", open_office.join(BEN))
    page = ben.enter(f"/r/{home}")
    chip = page.get_by_role("button", name="🎂")
    _settled(page)
    dialog = page.get_by_role("dialog", name="Message actions")
    with _held(ben, chip):
        expect(dialog).to_be_visible()
    expect(dialog.get_by_text("🎂 Ana")).to_be_visible()
    expect(dialog.locator("time")).to_contain_text(message["created_at"][:4])
    page.wait_for_timeout(300)  # lifting the finger would have reacted by now
    expect(chip).to_have_attribute("aria-pressed", "false")


def test_titles_and_names_are_buttons_and_small_things_take_presses_around_them(
    open_office: ServedHost, people: People
) -> None:
    home = open_office.ana.home()
    with open_office.ana.connect_socket() as ana:
        first = _post_cake(ana, home)
        ana.ask("message:post", {"room_id": home, "client_id": "answer", "body": "All gone", "reply_to": first["id"]})
    ben = people("phone", open_office.join(BEN))
    page = ben.enter(f"/r/{home}")
    for target in (page.locator(".reaction"), page.locator("a.quote"), page.locator(".title-button")):
        assert _press_height(target) >= 44
    page.get_by_role("button", name="Ana", exact=True).tap()
    expect(page.get_by_role("dialog", name="Ana")).to_be_visible()
    page.go_back()
    page.locator(".bar").get_by_role("heading", name="General").get_by_role("button").tap()
    expect(page.get_by_role("dialog", name="General")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Back to rooms").tap()
    assert _press_height(page.locator(".house-button")) >= 44


def _post_cake(client: SocketClient, room_id: str) -> dict[str, Any]:
    """A message with a reaction on it."""
    message: dict[str, Any] = client.post(room_id, "Cake in the kitchen")
    client.ask("reaction:add", {"message_id": message["id"], "emoji": "🎂"})
    return message


def _press_height(target: Locator) -> int:
    """How many pixels above and below the middle of TARGET still press it."""
    script = """(target) => { const box = target.getBoundingClientRect();
        const hits = (y) => target.contains(document.elementFromPoint(box.left + box.width / 2, y)) ? 1 : 0;
        let pixels = 0;
        for (let y = box.top + box.height / 2 - 40; y < box.top + box.height / 2 + 40; y += 1) pixels += hits(y);
        return pixels; }"""
    return int(target.evaluate(script))


@contextmanager
def _held(person: Person, target: Locator) -> Iterator[None]:
    """One finger rests on the middle of TARGET inside, and is lifted after."""
    box = target.bounding_box()
    assert box is not None
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    touch = person.context.new_cdp_session(person.page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    yield
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
