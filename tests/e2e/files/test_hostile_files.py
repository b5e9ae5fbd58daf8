"""Files, names and captions that want to be code, in a real browser; and what the next person at a computer sees."""

import re
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Error, Request, expect

from tests.e2e.files.sent_files import share
from tests.e2e.files.test_sending import GIVE
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.faults.support import figures
from tests.support.browsers.pages import People
from tests.support.files import polyglots
from tests.support.files.sample_files import document as pdf
from tests.support.files.sample_files import encoded, picture
from tests.support.hosts.tiny_server import until

FORMS = ("", "?as=view", "?as=download", "?as=thumb", "?as=preview", "?as=html")
# The page that a browser makes around a picture or a film wants to style itself, and to load the film again.
MADE_BY_BROWSER = "(Applying inline style|Loading media from .*/files/.*) violates"
# Most of these characters are not in the name that the host keeps, but they are in the tray before.
NAMES = (
    "<img src=x onerror=hit=1>.png",
    '"><svg onload=hit=1>.txt',
    "' onfocus=hit=1 autofocus '.pdf",
    "{{constructor.constructor('hit=1')()}}.txt",
    "`${hit=1}`.csv",
    "javascript:hit=1",
    "&lt;script&gt;hit=1&lt;.txt",
    "\u2028hit=1//.txt",
    "%22%3E%3Cscript%3Ehit=1%3C%2Fscript%3E.txt",
    "x onerror=hit=1 .gif",
)
CAPTION = "<img src=x onerror=hit=1> ![x](x onerror=hit=1) [a](javascript:hit=1)"


def shared(desk: Desk, caption: str, *files: tuple[str, bytes]) -> list[dict[str, Any]]:
    """Posts files, and returns them once the host has looked into each."""
    message = share(desk.cleo, desk.host.url, desk.room, caption, *files)

    def now() -> list[dict[str, Any]]:
        page = desk.ben.get(f"/api/rooms/{desk.room}/messages").expect()["messages"]
        return next(list(one["attachments"]) for one in page if one["id"] == message["id"])

    until(lambda: all(file.get("state") != "fresh" for file in now()))
    return now()


def parts(files: list[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    for start in range(0, len(files), 20):
        yield files[start : start + 20]


def test_no_file_that_is_opened_runs_anything(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    person.allow("404", MADE_BY_BROWSER)
    page = person.page
    hits: list[str] = []
    shown: set[str] = set()
    saves: list[str] = []

    def note(request: Request) -> None:
        if polyglots.HIT in request.url:
            hits.append(f"{page.url}: {request.url}")

    person.context.on("request", note)
    for some in parts(list(polyglots.files())):
        for file in shared(desk, "", *some):
            for form in FORMS:
                try:
                    answer = page.goto(person.base + file["url"] + form)
                except Error as saved:
                    saves.append(saved.message)
                    continue
                assert answer is not None
                if answer.ok:
                    shown.add(page.evaluate("document.contentType.split('/')[0]"))
                    assert page.evaluate("document.scripts.length") == 0
    assert hits == []
    assert [message for message in saves if "Download is starting" not in message] == []
    assert shown == {"image", "video", "audio"}
    count = len(list(polyglots.files()))
    figures.note(21, "files", f"{count} files, each opened in {len(FORMS)} ways: nothing active inline")


KEPT = """async (url) => {
  try {
    return (await fetch(url, { cache: "only-if-cached", mode: "same-origin" })).status;
  } catch {
    return "nothing";
  }
}"""


def test_the_next_person_at_a_computer_finds_no_file_of_the_last(desk: Desk, people: People) -> None:
    [file] = shared(desk, "", ("roof.png", encoded(picture(700, 500), "PNG")))
    person = people("desktop", desk.ben)
    person.allow("40[14]", "ERR_", "Failed to load", MADE_BY_BROWSER)
    page = person.enter(desk.path)
    expect(page.get_by_role("button", name="Open picture roof.png").locator("[data-state=shown]")).to_be_visible()
    links = [person.base + file[form] for form in ("url", "thumb", "preview")]
    for link in links:
        page.goto(link)
        assert page.evaluate("document.contentType").startswith("image/")
    page.goto(person.base + "/settings")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_text("You're signed out.")).to_be_visible()
    assert [page.evaluate(KEPT, link) for link in links] == ["nothing"] * 3
    for link in reversed(links):
        answer = page.go_back()
        assert answer is not None
        assert (page.url, answer.status) == (link, 401)


def test_no_name_of_a_file_becomes_code(desk: Desk, people: People) -> None:
    desk.cleo.patch(f"/api/rooms/{desk.room}", {"name": f"{NAMES[0]} {desk.room[:6]}"}).expect()
    data = (encoded(picture(400, 300), "PNG"), b"a;b\n1;2\n", pdf(1))
    files = [(name.replace('"', "%22"), data[number % 3]) for number, name in enumerate(NAMES)]
    sent = shared(desk, CAPTION, *files)
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    row = person.message("onerror=hit=1")
    for file in sent:
        expect(row.get_by_text(file["name"]).or_(row.get_by_role("button", name=file["name"])).first).to_be_visible()
    row.get_by_role("button", name=re.compile("^Open picture")).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    # What is pasted while something lies over the room is not taken.
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.evaluate(GIVE, ["paste", ".composer textarea", [[name, "text/plain", "words"] for name in NAMES]])
    expect(page.get_by_role("list", name="Ready to send").locator('[data-state="done"]')).to_have_count(len(NAMES))
    assert page.evaluate("window.hit") is None
    assert page.locator(".bubble :is(script, iframe, [onerror], [onload], [onfocus])").count() == 0
    hrefs = page.locator("main a").evaluate_all("links => links.map((link) => new URL(link.href).protocol)")
    assert set(hrefs) == {"http:"}
    figures.note(20, "file_names", f"{len(NAMES)} names of files and a caption: 0 scripts run")
