"""Pictures that a real host has made small forms of: how they come, and how those of an odd shape are shown."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.files.sent_files import share
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.pages import NAME, People
from tests.support.sample_files import encoded, moving, picture

LONG = encoded(picture(120, 2400), "PNG")
# Notes what is put on the clipboard: the types of an item, or the type of the picture in formatted text.
NOTE_COPIED = """() => {
  window.copied = [];
  const { setData } = DataTransfer.prototype;
  DataTransfer.prototype.setData = function (type, text) {
    setData.call(this, type, text);
    copied.push([type, /^<img src="data:([^;]+);base64,/.exec(text)?.[1]]);
  };
  const write = navigator.clipboard?.write.bind(navigator.clipboard);
  if (write) navigator.clipboard.write = async ([item]) => {
    await item.getType("image/png");
    copied.push(item.types);
  };
}"""
COVERS = """head => {
  const { left, top, width, height } = head.getBoundingClientRect();
  return document.elementFromPoint(left + width / 2, top + height / 2).tagName === "IMG";
}"""


def test_pictures_appear_once_the_host_has_made_them(desk: Desk, people: People) -> None:
    page = people("desktop", desk.ben).enter(desk.path)
    broken = share(desk.cleo, desk.host.url, desk.room, "", ("broken.jpg", encoded(picture(), "JPEG")[:400]))
    moves = share(
        desk.cleo, desk.host.url, desk.room, "", ("dance.webp", moving("WEBP")), ("still.gif", moving("GIF", 1))
    )
    alone = share(desk.cleo, desk.host.url, desk.room, "", ("alone.webp", moving("WEBP")))
    row = page.locator(f'[data-id="{alone["id"]}"]')
    play = row.get_by_role("button", name="Play alone.webp")
    expect(play).to_have_attribute("aria-pressed", "false")
    play.click()
    expect(row.locator("img")).to_have_attribute("src", re.compile(r"alone\.webp$"))
    both = page.locator(f'[data-id="{moves["id"]}"]')
    expect(both.get_by_role("button", name="Open picture still.gif, 2 of 2")).to_be_visible()
    expect(page.locator(f'[data-id="{broken["id"]}"]')).to_contain_text("no preview")


def test_a_long_picture_is_read_from_its_beginning_and_enlarged_to_its_width(desk: Desk, people: People) -> None:
    long = share(desk.cleo, desk.host.url, desk.room, "", ("page.png", LONG))
    several = share(desk.cleo, desk.host.url, desk.room, "Two", ("a.png", LONG), ("b.png", LONG))
    page = people("desktop", desk.ben).enter(desk.path)
    image = page.locator(f'[data-id="{long["id"]}"] img')
    # Its small forms are 64 pixels wide at most.
    expect(image).to_have_attribute("src", re.compile(r"page\.png$"))
    expect(image).to_have_css("object-position", "50% 0%")
    page.locator(f'[data-id="{several["id"]}"]').get_by_role("button", name="Open picture b.png, 2 of 2").click()
    viewer = page.get_by_role("dialog")
    expect(viewer.get_by_text(re.compile("^Photo by Cleo.*, 2 of 2, b.png$"))).to_be_attached()
    expect(viewer.locator(".stage img")).to_be_visible()
    for _ in range(9):
        viewer.get_by_role("button", name="Zoom in").click()
    expect(viewer.get_by_label("Zoom", exact=True)).to_have_text("2,000%")
    # Enlarged, it stays between the head and the foot.
    assert not viewer.locator(".viewer-top").evaluate(COVERS)


@pytest.mark.parametrize("is_secure", [False, True])
def test_a_picture_is_copied_from_the_viewer(desk: Desk, people: People, is_secure: bool) -> None:
    """As a picture where the connection has a clipboard for them, else in formatted text, which mail programs take."""
    share(desk.cleo, desk.host.url, desk.room, "Look", ("harbour.png", encoded(picture(), "PNG")))
    person = people("desktop", desk.ben, name="127.0.0.1" if is_secure else NAME)
    person.context.grant_permissions(["clipboard-read", "clipboard-write"] if is_secure else [])
    page = person.enter(desk.path)
    page.evaluate(NOTE_COPIED)
    page.get_by_role("button", name="Open picture harbour.png").click()
    page.get_by_role("dialog").get_by_role("button", name="Copy picture").click()
    expect(page.get_by_text("Picture copied.")).to_be_visible()
    assert page.evaluate("copied") == [["image/png"] if is_secure else ["text/html", "image/png"]]
