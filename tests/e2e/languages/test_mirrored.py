"""Arabic mirrors the page: what stands at the left of the English page stands at the right, as far from the edge."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.files.sent_files import upload_voice
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People, box
from tests.webui.accessibility.page_checks import settled

NEAR_PX = 1.5
POLL = {"poll": {"question": "متى؟", "options": ["اليوم", "غدًا"]}}
BODY = "Of `one --two` and\n```python\nprint(1)\n```"
# The edges that are compared. Texts differ in their length: what holds one is compared where its line begins or ends.
BOTH, START, END = ("start", "end"), ("start",), ("end",)
Landmarks = dict[str, tuple[str, ...]]
ROOM: dict[str, Landmarks] = {
    "desktop": {
        ".side": BOTH,
        ".side .mark": BOTH,
        ".side .link[data-unread] .count": END,
        ".side .link[data-unread] bdi": START,
        ".jump .icon": BOTH,
        ".jump kbd": END,
        ".bar .title-button": START,
        ".bar > .icon-button >> nth=-1": BOTH,
    },
    "phone": {".bar .back button": BOTH, ".bar .room-mark": BOTH, ".bar .title-button": START},
}
MESSAGES: Landmarks = {
    ".composer .field > .icon-button >> nth=0": BOTH,
    ".composer .send": BOTH,
    ".message[data-mine] .bubble": END,
    ".message:not([data-mine]) .bubble": START,
    ".message:not([data-mine]) .face": BOTH,
}
PANEL: dict[str, Landmarks] = {
    "desktop": {".beside": BOTH, ".beside .title > *": START, ".beside .bar .icon-button >> nth=-1": BOTH},
    "phone": {"dialog": BOTH, "dialog h2": START, "dialog .dialog-head .icon-button": BOTH},
}
DIALOG: Landmarks = {
    "dialog": BOTH,
    "dialog h2": START,
    "dialog .dialog-head .icon-button": BOTH,
    "dialog .menu .icon >> nth=0": BOTH,
    "dialog .choices .face >> nth=0": BOTH,
    "dialog .choices input >> nth=0": BOTH,
}
# What is read from left to right everywhere, and what has the direction of its own words.
KEPT = (".bubble :not(pre) > code", ".bubble pre", ".voice", ".voice-foot")
NAMES = ".meta b, .bar .title-button bdi, .side .link bdi"
TURNED = "nodes => nodes.map(node => getComputedStyle(node).scale)"


def edges(page: Page, landmarks: Landmarks) -> dict[str, float]:
    """How far the edges of the landmarks are from the side at which lines begin, pixels."""
    settled(page)
    is_right = page.locator("html").get_attribute("dir") == "rtl"
    width = page.evaluate("innerWidth")
    found: dict[str, float] = {}
    for selector, names in landmarks.items():
        place = box(page.locator(selector).first)
        start, end = (width - place.right, width - place.left) if is_right else (place.left, place.right)
        found |= {f"{selector}: {name}": start if name == "start" else end for name in names}
    return found


def same(english: dict[str, float], arabic: dict[str, float]) -> None:
    """Both are as far from where their lines begin."""
    assert {key: (at, arabic[key]) for key, at in english.items() if abs(at - arabic[key]) > NEAR_PX} == {}


def fill(desk: Desk) -> None:
    desk.host.ana.post(f"/api/rooms/{desk.room}/join")
    unread = desk.ben.make_room(f"Unread of {desk.ben.user['name']}", "closed", desk.cleo)
    voice = upload_voice(desk.cleo, desk.host.url, 4, [10, 100, 60] * 20)
    with desk.cleo.connect_socket() as cleo, desk.ben.connect_socket() as ben:
        cleo.post(unread, "For later")
        cleo.post(desk.room, "مرحبًا")
        cleo.post(desk.room, BODY)
        cleo.post(desk.room, "Poll", content=POLL)
        cleo.post(desk.room, "", attachment_ids=[voice["id"]])
        ben.post(desk.room, "Mine")


def measured(page: Page, kind: str) -> list[dict[str, float]]:
    expect(page.locator(".message[data-mine] .bubble")).to_be_visible()
    expect(page.locator(".voice")).to_be_visible()
    found = [edges(page, ROOM[kind] | MESSAGES)]
    page.locator(".bar > .icon-button").last.click()
    expect(page.locator(".beside, dialog[open]")).to_be_visible()
    found.append(edges(page, PANEL[kind]))
    return found


def dialog(page: Page) -> dict[str, float]:
    page.locator(".brand .icon-button").last.click()
    expect(page.locator("dialog .choices .face").first).to_be_visible()
    return edges(page, DIALOG)


def keys(page: Page) -> None:
    """The arrows fold a section toward the start of the line, and open it toward the end."""
    fold = page.locator(".lists button.fold").first
    fold.press("ArrowRight")
    expect(fold).to_have_attribute("aria-expanded", "false")
    fold.press("ArrowLeft")
    expect(fold).to_have_attribute("aria-expanded", "true")


def commands(page: Page) -> None:
    """A command is read from left to right, and stands where the lines of the page begin."""
    page.locator(".composer textarea").fill("/help")
    page.keyboard.press("Enter")
    command = page.locator(".commands dt").first
    expect(command).to_have_css("direction", "ltr")
    expect(command).to_have_css("text-align", "right")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_the_page_is_mirrored_and_code_names_and_players_are_not(desk: Desk, people: People, kind: str) -> None:
    fill(desk)
    english, arabic = (people(kind, desk.ben, locale=locale) for locale in ("en", "ar"))
    pages = [person.enter(desk.path) for person in (english, arabic)]
    for one, other in zip(*(measured(page, kind) for page in pages), strict=True):
        same(one, other)
    page = pages[1]
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    for selector in KEPT:
        expect(page.locator(selector).first).to_have_css("direction", "ltr")
    for name in page.locator(NAMES).all():
        assert name.evaluate("node => node.localName === 'bdi' || node.dir === 'auto'")
    assert page.locator(".voice-go .icon, .composer .send .icon").evaluate_all(TURNED) == ["none", "none"]
    # An empty field has the direction of the page, whatever that of its name is.
    expect(page.locator(".composer textarea")).to_have_css("direction", "rtl")
    expect(page.locator(".poll-option .n")).to_have_text(["٠", "٠"])
    if kind == "desktop":
        keys(page)
        commands(page)
    if kind == "phone":
        assert page.locator(".bar .back .icon").evaluate_all(TURNED) == ["-1 1"]
    for each in (english, arabic):
        each.enter("/")
    same(*(dialog(page) for page in pages))
