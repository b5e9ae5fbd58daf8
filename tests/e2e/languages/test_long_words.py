"""German, whose words are long, on the narrowest phone: each is read whole, and nothing lies over anything else."""

import json
from itertools import pairwise
from typing import Any

from playwright.sync_api import Locator, Page, expect

from chat_desktop import paths
from tests.e2e.files.sent_files import share
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People, Person, box
from tests.support.files.sample_files import encoded, picture

GERMAN: dict[str, Any] = json.loads((paths.webui() / "i18n" / "de.json").read_text("utf-8"))
NARROW = {"width": 320, "height": 640}
OPEN = "await m.openLazily(() => import(ui + a[0]), a[1], a[2])"
# Words that go on in another line, within a word.
BROKEN = """nodes => nodes.flatMap((node) => {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode())
    for (const word of walker.currentNode.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1) found.push(word[0]);
    }
  return found;
})"""
IS_CUT = "node => node.scrollHeight > node.clientHeight + 1"


def opened(person: Person, path: str, component: str, given: dict[str, object]) -> Locator:
    person.module("store/route.js", OPEN, [path, component, given])
    dialog = person.page.locator("dialog[open]")
    expect(dialog).to_be_visible()
    return dialog


def close(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def lie_apart(parts: list[Locator]) -> None:
    """None of them reaches into the next one of its line."""
    places = [box(part) for part in parts]
    for one, other in pairwise(places):
        assert one.right <= other.left or one.bottom <= other.top


def check_composer(person: Person) -> None:
    person.page.locator(".composer textarea").press_sequentially("@")
    word = person.page.get_by_role("option").filter(has_text="@everyone").locator("b")
    expect(word).to_be_visible()
    assert word.evaluate_all(BROKEN) == []
    assert not word.evaluate(IS_CUT)
    person.page.locator(".composer textarea").fill("")


def check_viewer(person: Person, sent: str) -> None:
    message = person.module("store/timelines.js", "return m.heldMessage(a)", sent)
    person.module("features/files/viewer.js", "m.openViewer(a, a.attachments[0])", message)
    acts = person.page.locator(".viewer-acts > *")
    expect(acts).to_have_count(5)
    widths = acts.evaluate_all("nodes => nodes.map((node) => [node.scrollWidth, node.clientWidth, node.textContent])")
    assert [words for wide, held, words in widths if wide > held] == []
    lie_apart(acts.all())
    close(person.page)


def test_each_is_read_whole_and_nothing_lies_over_anything_else(desk: Desk, people: People) -> None:
    room = desk.host.ana.make_room("Länge", "closed", desk.ben)
    sent = share(desk.ben, desk.host.url, room, "Bild", ("a.jpg", encoded(picture(), "JPEG")))
    person = people("phone", desk.host.ana, locale="de", viewport=NARROW)
    page = person.enter(f"/r/{room}")
    expect(page.get_by_role("log").get_by_text("Bild")).to_be_visible()
    check_composer(person)
    check_viewer(person, str(sent["id"]))
    keys = opened(person, "features/keys/key_sheet.js", "KeySheet", {})
    assert keys.locator("li span").evaluate_all(BROKEN) == []
    close(page)
    console = opened(person, "features/host/console.js", "HostConsole", {})
    expect(console.locator("form.host-plan input")).to_have_count(2)
    lie_apart(console.locator("form.host-plan input").all())
    close(page)
    question = opened(person, "features/voice/no_recorder.js", "NoRecorder", {"why": "insecure"}).locator("h2")
    expect(question).to_have_text(GERMAN["voice.cannot"])
    assert not question.evaluate(IS_CUT)
    close(page)
    desks = opened(person, "features/frontdesk/dialogs.js", "DesksDialog", {})
    expect(desks.locator(".button")).to_have_css("text-align", "center")
