"""Pictures that a real host has made small forms of: how they come, and how those of an odd shape are shown."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.files.sent_files import share
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import NAME, People, Person
from tests.support.files.sample_files import HEIGHT, WIDTH, encoded, moving, picture

LONG = encoded(picture(120, 2400), "PNG")
# Notes what is put on the clipboard: how, and the picture itself as an address.
NOTE_COPIED = """() => {
  window.copied = [];
  const { setData } = DataTransfer.prototype;
  DataTransfer.prototype.setData = function (type, text) {
    setData.call(this, type, text);
    copied.push([type, /^<img src="(data:image.png;base64,[^"]+)">$/.exec(text)?.[1]]);
  };
  const write = navigator.clipboard?.write.bind(navigator.clipboard);
  if (write) navigator.clipboard.write = async ([item]) => {
    copied.push([item.types.join(), URL.createObjectURL(await item.getType("image/png"))]);
    await write([item]);
  };
}"""
# The size of a picture, and the colours in its corners.
LOOK_AT = """async (source) => {
  const picture = Object.assign(new Image(), { src: source });
  await picture.decode();
  const { naturalWidth: width, naturalHeight: height } = picture;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(picture, 0, 0);
  const colour = (x, y) => [...pen.getImageData(x, y, 1, 1).data];
  return [width, height, colour(0, 0), colour(width - 1, 0), colour(0, height - 1)];
}"""
REFUSE = """() => {
  document.execCommand = () => false;
  if (navigator.clipboard) navigator.clipboard.write = () => Promise.reject(new DOMException("", "NotAllowedError"));
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


def open_harbour(desk: Desk, people: People, device: str, is_secure: bool) -> Person:
    """Shows a picture large to somebody whose browser has a clipboard for pictures, or none."""
    share(desk.cleo, desk.host.url, desk.room, "Look", ("harbour.png", encoded(picture(), "PNG")))
    person = people(device, desk.ben, name="127.0.0.1" if is_secure else NAME)
    person.context.grant_permissions(["clipboard-read", "clipboard-write"] if is_secure else [])
    page = person.enter(desk.path)
    page.evaluate(NOTE_COPIED)
    page.get_by_role("button", name="Open picture harbour.png").click()
    expect(page.get_by_role("dialog").locator(".stage img")).to_be_visible()
    return person


@pytest.mark.parametrize("is_secure", [False, True])
def test_a_picture_is_copied_from_the_viewer_and_from_the_menu_of_its_message(
    desk: Desk, people: People, is_secure: bool
) -> None:
    """As a picture where the connection has a clipboard for them, else in formatted text, which mail programs take."""
    person = open_harbour(desk, people, "desktop", is_secure)
    page = person.page
    told = page.get_by_text("Picture copied.")
    shown = page.evaluate(LOOK_AT, page.get_by_role("dialog").locator(".stage img").get_attribute("src"))
    page.get_by_role("dialog").get_by_role("button", name="Copy picture").click()
    expect(told).to_be_visible()
    page.keyboard.press("Escape")
    expect(told).to_have_count(0)
    # On the picture itself the browser has its own menu.
    person.message("Look").locator(".bubble").click(button="right", position={"x": 4, "y": 4})
    page.get_by_role("button", name="Copy picture").click()
    expect(told).to_be_visible()
    copied = page.evaluate("copied")
    assert [how for how, _ in copied] == ["image/png" if is_secure else "text/html"] * 2
    assert shown[:2] == [WIDTH, HEIGHT]
    assert [page.evaluate(LOOK_AT, source) for _, source in copied] == [shown] * 2


def test_a_phone_copies_a_picture_too(desk: Desk, people: People) -> None:
    page = open_harbour(desk, people, "phone", is_secure=False).page
    page.get_by_role("dialog").get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_text("Picture copied.")).to_be_visible()
    assert len(page.evaluate("copied")) == 1


@pytest.mark.parametrize("is_secure", [False, True])
def test_a_browser_that_does_not_let_a_picture_be_copied_is_told_of(
    desk: Desk, people: People, is_secure: bool
) -> None:
    page = open_harbour(desk, people, "desktop", is_secure).page
    page.evaluate(REFUSE)
    page.get_by_role("dialog").get_by_role("button", name="Copy picture").click()
    expect(page.get_by_text("The picture could not be copied. Download it instead.")).to_be_visible()
    expect(page.get_by_text("Picture copied.")).to_have_count(0)
