"""500 rooms and 300 people: what a change costs, in rows drawn, names normalised and names compared, never in time."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from benchmarks import office
from tests.support.browsers.pages import NAME, People, Person, people_of
from tests.support.hosts.host_forks import SHARED
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser

ROOMS, PEOPLE = 500, 300

# Counts every comparison and normalisation of a text, and every drawing of a component, by its name.
COUNT = """
window.counts = {normalised: 0, compared: 0, drawn: {}};
const normalize = String.prototype.normalize;
String.prototype.normalize = function (...words) { counts.normalised += 1; return normalize.apply(this, words); };
const localeCompare = String.prototype.localeCompare;
String.prototype.localeCompare = function (...words) { counts.compared += 1; return localeCompare.apply(this, words); };
const getter = Object.getOwnPropertyDescriptor(Intl.Collator.prototype, 'compare').get;
Object.defineProperty(Intl.Collator.prototype, 'compare', {get() { counts.compared += 1; return getter.call(this); }});
window.batches = [];
new MutationObserver((changes) => {
  const rows = changes.flatMap(({addedNodes}) => [...addedNodes]).filter((node) => node.nodeType === 1);
  const in_ = (node) => Number(node.matches('.lists li')) + node.querySelectorAll('.lists li').length;
  const count = rows.reduce((sum, node) => sum + in_(node), 0);
  if (count) batches.push(count);
}).observe(document, {childList: true, subtree: true});
"""
# The hook that Preact calls before it draws a component; its name is what its own hooks use.
WATCH = """
const before = m.options.__r;
m.options.__r = (node) => {
  counts.drawn[node.type.name] = (counts.drawn[node.type.name] ?? 0) + 1;
  before?.(node);
};
"""


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ServedHost, office.OfficeFile]]:
    folder = tmp_path_factory.mktemp("crowd")
    made = office.make(folder / "data", PEOPLE, ROOMS)
    host = ServedHost(folder, "--allow-host", NAME, forks=SHARED)
    try:
        yield host, made
    finally:
        host.kill()


def browser_of(crowd: tuple[ServedHost, office.OfficeFile], number: int) -> Browser:
    host, made = crowd
    browser = host.browser()
    name, _, value = made.cookies[number].partition("=")
    browser.cookies[name] = value
    return browser


@pytest.fixture(scope="module")
def people(chromium: Chromium, crowd: tuple[ServedHost, office.OfficeFile]) -> Iterator[People]:
    with people_of(chromium, crowd[0]) as present:
        yield present


@pytest.fixture(scope="module")
def reader(people: People, crowd: tuple[ServedHost, office.OfficeFile]) -> Person:
    """Somebody whose page has all its rows, and has nothing more to do."""
    person = people("desktop", browser_of(crowd, 1))
    person.page.add_init_script(COUNT)
    person.enter(f"/r/{crowd[1].rooms[0]}")
    expect(person.page.locator(".lists ul").first.locator("li")).to_have_count(ROOMS)
    person.module("../vendor/preact.js", WATCH)
    # The rest of the sentences draws all of the page once more.
    person.await_in_module("lib/i18n.js", "m.t('settings.title') === 'Settings'")
    return person


def fresh(person: Person) -> None:
    """Once nothing is drawn any more, counts anew."""
    person.page.evaluate("""() => new Promise((done) => {
        let before = '';
        const look = () => {
            const now = JSON.stringify(counts);
            if (now === before) return done(Object.assign(counts, {normalised: 0, compared: 0, drawn: {}}));
            before = now;
            setTimeout(look, 500);
        };
        look();
    })""")


def counted(person: Person) -> Any:
    return person.page.evaluate("counts")


def test_rows_come_a_screen_at_once_and_then_turn_by_turn(reader: Person) -> None:
    batches = reader.page.evaluate("batches")
    assert sum(batches) >= ROOMS
    assert max(batches) <= 60


def test_a_change_of_presence_sorts_nobody_and_draws_that_person_alone(
    reader: Person, crowd: tuple[ServedHost, office.OfficeFile]
) -> None:
    people = reader.page.locator(".lists ul").last
    fresh(reader)
    with browser_of(crowd, 250).connect_socket():
        expect(people.get_by_role("button", name="person-250")).to_contain_text("Online")
        found = counted(reader)
    assert (found["normalised"], found["compared"]) == (0, 0)
    assert found["drawn"].get("RoomLink", 0) == 0
    # One may come in at the top, another falls out at the end.
    assert found["drawn"].get("PersonLink", 0) <= 2
    assert found["drawn"].get("LiveFace", 0) <= 3


def test_a_message_in_another_room_draws_its_row_alone(
    reader: Person, crowd: tuple[ServedHost, office.OfficeFile]
) -> None:
    row = reader.room("Room 7")
    room = str(row.get_attribute("href")).removeprefix("/r/")
    fresh(reader)
    with browser_of(crowd, 2).connect_socket() as client:
        client.post(room, "elsewhere")
        expect(row).to_have_attribute("data-unread", "")
    found = counted(reader)
    assert found["compared"] == 0
    assert found["drawn"]["RoomLink"] == 1


def test_the_same_rooms_told_again_draw_nothing(reader: Person) -> None:
    fresh(reader)
    reader.module("store/rooms.js", "m.replaceRooms(JSON.parse(JSON.stringify([...m.rooms.peek().values()])))")
    reader.page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0, true)))")
    assert counted(reader)["drawn"].get("RoomLink", 0) == 0


def test_another_room_draws_the_two_rows_that_change(reader: Person) -> None:
    fresh(reader)
    reader.room("Room 3").click()
    expect(reader.room("Room 3")).to_have_attribute("aria-current", "page")
    assert counted(reader)["drawn"]["RoomLink"] <= 2


def test_a_key_in_the_switcher_normalises_what_was_typed_and_compares_nothing(reader: Person) -> None:
    page = reader.page
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox")
    field.press_sequentially("person-1")
    expect(page.get_by_role("option")).to_have_count(12)
    fresh(reader)
    field.press_sequentially("23")
    expect(page.get_by_role("option")).to_have_count(1)
    found = counted(reader)
    assert found["normalised"] == 2
    assert found["compared"] == 0
