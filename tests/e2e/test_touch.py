"""What fingers do that a mouse does not."""

import pytest
from playwright.sync_api import Locator, expect

from tests.cast import BEN
from tests.pages import People, Person
from tests.served import ServedHost


@pytest.mark.parametrize(
    ("along", "across", "replies"), [(-90, 0, True), (-40, 0, False), (90, 0, False), (-90, 60, False)]
)
def test_a_swipe_toward_the_start_edge_replies(
    open_office: ServedHost, people: People, along: int, across: int, replies: bool
) -> None:
    with open_office.ana.speak() as speaker:
        speaker.post(open_office.ana.home(), "Lunch at noon?")
    ben = people("phone", open_office.join(BEN))
    page = ben.enter(f"/r/{open_office.ana.home()}")
    row = ben.message("Lunch at noon?")
    _swipe(ben, row, along=0, across=0)  # a touch brings what follows a finger
    page.wait_for_function("() => performance.getEntriesByType('resource').some((e) => /\\/tools\\.js/.test(e.name))")
    _swipe(ben, row, along, across)
    expect(page.locator(".replying")).to_have_count(1 if replies else 0)
    expect(page.locator("[data-pull]")).to_have_count(0)


def _swipe(person: Person, row: Locator, along: int, across: int) -> None:
    """One finger, from the middle of ROW, first ACROSS and then ALONG, in pixels."""
    box = row.locator(".bubble").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = person.context.new_cdp_session(person.page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    ways = [(0, across * step / 6) for step in range(7)] + [(along * step / 9, across) for step in range(10)]
    for dx, dy in ways:
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x + dx, "y": y + dy}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
