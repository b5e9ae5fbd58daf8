"""Names as people have them: with marks, emoji, accents and other scripts. None of them keeps the page from drawing."""

import re
import string

import pytest
from playwright.sync_api import expect

from tests.support.browsers.pages import People
from tests.support.hosts.host_process import ServedHost
from tests.webui.sources.source import APP, modules

# What a name may hold beside letters: every mark of ASCII, and what stands for other alphabets.
UNUSUAL = [
    *(f"Jo{mark}Kim" for mark in string.punctuation),
    *(f"Jo {mark}Kim{mark}" for mark in string.punctuation),
    "😀 Kim",
    "👩‍👧 Noor",
    "Zoe\u0308 Q\u0302",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "محمد علي",
    "李 小龍",
    "İrem Ağa",
    "W" * 40,
    "漢" * 40,
    "Jean-Pierre",
    "O'Brien (Sales) [HH] {x}",
]


def test_expressions_are_made_of_typed_text_in_one_place_only() -> None:
    made = [path for path in modules() if re.search(r"\bRegExp\(", path.read_text("utf-8"))]
    assert made == [APP / "lib" / "text.js"]


def test_people_of_any_name_are_written_to_and_about(shown_host: ServedHost, people: People) -> None:
    names = [f"{number}{name}"[:40] for number, name in enumerate(UNUSUAL[::4])] + ["Jean-Pierre", "😀 Kim", "محمد علي"]
    others = [shown_host.join(name) for name in names]
    room_id = shown_host.ana.make_room("Names", "open", *others)
    person = people("desktop", shown_host.ana)
    page = person.enter(f"/r/{room_id}")
    with others[0].connect_socket() as client:
        for number, name in enumerate(names):
            client.post(room_id, f"@{name} is number {number}")
    for number, name in enumerate(names):
        expect(person.message(f"{name} is number {number}").last).to_be_attached()
    expect(page.locator(".mention", has_text="@Jean-Pierre")).to_be_visible()
    page.get_by_role("button", name="Room details").click()
    drawer = page.get_by_role("complementary", name="Room details")
    for name in names:
        expect(drawer.get_by_text(name, exact=True)).to_be_attached()


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_what_waits_to_be_sent_is_drawn_with_any_name_in_the_office(
    shown_host: ServedHost, people: People, kind: str
) -> None:
    """Before the host has answered, a message is looked through for everybody's name."""
    shown_host.newcomer("Anne-Marie")
    person = people(kind, shown_host.newcomer("Ben"))
    person.enter(f"/r/{shown_host.ana.home()}")
    person.say("Ask @Anne-Marie 1")
    expect(person.message("Ask").last).to_be_visible()
