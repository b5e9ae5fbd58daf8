"""axe finds nothing in the states of pictures and files, and nothing reaches over an edge, on the narrowest screen and
from right to left too."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.files.sent_files import share
from tests.support.browsers.pages import People, Person
from tests.support.files.sample_files import document, encoded, moving, picture
from tests.support.hosts.host_process import ServedHost
from tests.webui.accessibility.page_checks import (
    begin_with_large_letters,
    columns_of_letters,
    faults,
    sideways,
    wide,
)

NARROW = {"width": 320, "height": 568}
PICTURE = encoded(picture(400, 300), "JPEG")
LONG = "W" * 60
TABLE = ("Name;Number\n" + f"{LONG};1\n" * 40).encode()
SOUND = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0data\0\0\0\0"

# The blur around a picture that is coming is cut off, and tables and the strip of the viewer scroll.
MAY_BE_WIDE = re.compile('class="(picture-box|text-table|viewer-strip)')


class Room:
    """A room with files of each kind that the page shows."""

    def __init__(self, host: ServedHost, people: People) -> None:
        self._people = people
        self.dora, cleo = host.newcomer("Dora"), host.newcomer("Cleo")
        self.id = host.ana.make_room(f"Files {self.dora.user_id}", "closed", self.dora, cleo)
        several = [(f"{number}.jpg", PICTURE) for number in range(6)]
        texts = (("notes.md", b"# Title\n\nSome **bold** words"), ("code.py", b"def total():\n    return 1\n"))
        for body, files in (
            ("Six", several),
            ("", [(f"{LONG}.webp", moving("WEBP"))]),
            ("Broken", [("broken.jpg", PICTURE[:400])]),
            ("", [("plan.pdf", document()), (f"{LONG}.xlsx", b"x"), ("تقرير.docx", b"x")]),
            ("", [("tone.wav", SOUND)]),
            ("Texts", [("numbers.csv", TABLE), *texts]),
        ):
            share(cleo, host.url, self.id, body, *files)

    def entered(self, kind: str, *, large: bool = False, **options: Any) -> Person:
        person = self._people(kind, self.dora, **options)
        if large:
            begin_with_large_letters(person.page)
        page = person.enter(f"/r/{self.id}")
        # The host has made the last of its pictures.
        expect(page.get_by_text("3 pages")).to_be_attached()
        expect(page.get_by_text("no preview")).to_be_attached()
        expect(page.locator(".file audio")).to_have_count(1)
        return person


@contextmanager
def opened(page: Page, act: Callable[[], None], shown: Locator) -> Iterator[None]:
    act()
    expect(shown.first).to_be_visible()
    yield
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def states(page: Page) -> dict[str, tuple[Callable[[], None], Locator]]:
    dialog = page.get_by_role("dialog")

    def press(name: str) -> Callable[[], None]:
        return lambda: page.locator(".attached").get_by_role("button", name=name).first.press("Enter")

    return {
        "viewer": (press("Open picture 1.jpg, 2 of 6"), dialog.locator(".stage img")),
        "table": (press("numbers.csv"), dialog.get_by_role("columnheader")),
        "formatted": (press("notes.md"), dialog.locator(".text-markdown strong")),
        "code": (press("code.py"), dialog.locator(".c-keyword")),
    }


DIALOGS = ("viewer", "table", "formatted", "code")
TABS = (0, 1, 2, 3)
# Each browser of a test is looked at in some of the states, because axe takes its time.
LOOKED_AT = {"desktop": (("viewer", "table"), (0, 2)), "phone": (("viewer", "formatted", "code"), (1, 3))}


def walk(
    person: Person, look: Callable[[Page], list[str]], dialogs: Sequence[str] = DIALOGS, numbers: Sequence[int] = TABS
) -> dict[str, list[str]]:
    """Goes through states, and returns what LOOK finds wrong in each."""
    page = person.page
    found = {"the room": look(page)}
    for name in dialogs:
        act, shown = states(page)[name]
        with opened(page, act, shown):
            found[name] = look(page)
    page.get_by_role("button", name="Room details").click()
    page.get_by_role("button", name="Files", exact=True).last.click()
    tabs = page.get_by_role("complementary", name="Files").get_by_role("tab")
    for number in numbers:
        tabs.nth(number).click()
        expect(tabs.nth(number)).to_have_attribute("aria-selected", "true")
        expect(page.locator("#files-list :is(li, .none)").first).to_be_visible()
        found[f"files of the room, {number}"] = look(page)
    return {name: wrong for name, wrong in found.items() if wrong}


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_axe_finds_nothing_in_pictures_and_files(shown_host: ServedHost, people: People, kind: str) -> None:
    assert walk(Room(shown_host, people).entered(kind), faults, *LOOKED_AT[kind]) == {}


def test_nothing_reaches_over_an_edge_from_right_to_left(shown_host: ServedHost, people: People) -> None:
    person = Room(shown_host, people).entered("phone", viewport=NARROW)
    person.page.evaluate("document.documentElement.dir = 'rtl'")
    assert walk(person, over_edges) == {}


def over_edges(page: Page) -> list[str]:
    """Once the viewer has scrolled to the picture that it shows, those before and after it are over the edge."""
    strip = page.locator(".viewer-strip")
    if strip.count():
        strip.evaluate("node => { node.scrollLeft = 0 }")
    return sideways(page) + [node for node in wide(page) if not MAY_BE_WIDE.search(node)]


def test_with_letters_of_twice_the_size_pictures_and_files_fit_a_phone(shown_host: ServedHost, people: People) -> None:
    person = Room(shown_host, people).entered("phone", large=True)
    assert walk(person, lambda page: over_edges(page) + columns_of_letters(page)) == {}
