"""A room on paper: its name and all of the history that is shown, and nothing of the page around it."""

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.messages.test_rows import tell
from tests.support.browsers.pages import People
from tests.support.cast import BEN
from tests.support.hosts.host_process import ServedHost

WIDE = "W" * 40
LINES = [f"Line {number} \N{GRINNING FACE} <b> \u0645\u0631\u062d\u0628\u0627" for number in range(60)]


def test_the_shown_history_is_printed_whole_without_the_page_around_it(
    open_office: ServedHost, people: People, tmp_path: Path
) -> None:
    home = open_office.ana.home()
    ben = open_office.join(BEN)
    tell(open_office.ana, home, WIDE, *LINES)
    page = people("desktop", ben).enter(f"/r/{home}")
    expect(page.get_by_text("Line 59")).to_be_visible()
    # The rows above the first view are drawn a moment later.
    expect(page.locator("article.message")).to_have_count(1 + len(LINES))
    page.emulate_media(media="print")
    for hidden in (".side", ".composer", ".bar .icon-button"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".bar").get_by_text("General")).to_be_visible()
    # Nothing is cut off: the room is as high as its history, and no wider than the paper.
    first, last = (page.locator(".message .bubble").nth(number) for number in (0, -1))
    height, width, inside = page.evaluate(
        "[document.documentElement.scrollHeight, document.documentElement.scrollWidth, innerWidth]"
    )
    top, bottom = first.bounding_box(), last.bounding_box()
    assert top is not None
    assert bottom is not None
    assert top["y"] >= 0
    assert bottom["y"] + bottom["height"] <= height
    assert height > 60 * 30
    assert width <= inside
    assert page.pdf(path=str(tmp_path / "room.pdf")).count(b"/Type /Page\n") >= 2
