"""Turns at a front desk: nothing of one person is there for the next."""

import json
import re
from copy import copy
from itertools import count

import pytest
from playwright.sync_api import Page, Route, expect

from chat_desktop import paths
from tests.e2e.front_desk.desk_pages import Tablet, tablet_of
from tests.e2e.languages.test_long_words import BROKEN
from tests.support.browsers.pages import People, box
from tests.support.cast import BEN, CLEO
from tests.support.hosts.host_process import ServedHost

# What a tab hears of the others waits until the test tells it.
HEARS_LATE = """
const Usual = BroadcastChannel;
window.heard = [];
window.BroadcastChannel = class extends Usual {
  set onmessage(act) {
    super.onmessage = (event) => heard.push(() => act(event));
  }
};"""


@pytest.fixture
def tablet(open_office: ServedHost, people: People) -> Tablet:
    found = tablet_of(open_office, people, [open_office.join(BEN), open_office.join(CLEO)])
    found.person.allow("40[0139]", "429", "net::ERR", "WebSocket")
    return found


def await_watch(tablet: Tablet, page: Page) -> None:
    """What watches over the turn is loaded a moment later, and tells the host that the desk is used."""
    told: list[str] = []
    page.on("request", lambda request: told.append(request.url) if request.url.endswith("/used") else None)
    places = count(40)

    def is_watched() -> bool:
        page.mouse.move(next(places), 40)
        return bool(told)

    tablet.person.await_that(is_watched)


@pytest.mark.parametrize("many", [False, True])
def test_the_keypad_is_whole_on_an_ordinary_screen(open_office: ServedHost, people: People, many: bool) -> None:
    """With one person, and with more than one row of them."""
    users = [open_office.join(BEN), open_office.join(CLEO)]
    tablet = tablet_of(
        open_office, people, users, others=[open_office.newcomer("Eve") for _ in range(8 if many else 0)]
    )
    tablet.choose(users[0])
    for width, height in ((1280, 800), (1366, 768), (1366, 700), (1920, 1080)):
        tablet.page.set_viewport_size({"width": width, "height": height})
        expect(tablet.page.get_by_role("button", name="Somebody else")).to_be_in_viewport(ratio=1)
        expect(tablet.page.locator(".desk-foot")).to_be_in_viewport(ratio=1)
    # With letters of twice the size no column of keys is out of reach on a phone.
    tablet.page.set_viewport_size({"width": 390, "height": 844})
    tablet.page.evaluate("document.documentElement.style.fontSize = '200%'")
    for name in ("1", "3"):
        place = box(tablet.page.get_by_role("button", name=name, exact=True))
        assert place.left >= 0
        assert place.right <= 390


@pytest.mark.parametrize(("width", "letters"), [(320, "100%"), (390, "200%")])
def test_no_word_on_the_keypad_breaks_on_a_phone(tablet: Tablet, width: int, letters: str) -> None:
    page = tablet.page
    page.set_viewport_size({"width": width, "height": 844})
    tablet.choose(tablet.users[0])
    page.evaluate(f"document.documentElement.style.fontSize = '{letters}'")
    forgot = page.get_by_role("group", name="Digits").get_by_role("button").nth(9)
    expect(forgot).to_have_text("Forgot?")
    broken = []
    for language in ("ar", "de", "en", "es", "fr", "pt-BR"):
        word = json.loads((paths.webui() / "i18n" / f"{language}.json").read_text("utf-8"))["desk.forgot"]
        forgot.evaluate("(node, word) => { node.textContent = word }", word)
        broken += forgot.evaluate_all(BROKEN)
    assert broken == []


def test_nothing_of_one_is_there_for_the_next(tablet: Tablet) -> None:
    person, page = tablet.person, tablet.page
    ben, cleo = tablet.users
    secret = tablet.host.ana.make_room("The zebra room", "closed", ben)
    with ben.connect_socket() as socket:
        socket.post(secret, "the zebra words")
    tablet.open(ben)
    person.room("The zebra room").click()
    expect(person.message("the zebra words")).to_be_visible()
    expect(page).to_have_title("Entrance")
    person.composer.fill("the zebra draft")
    page.get_by_role("link", name=re.compile("General")).click()
    person.room("The zebra room").click()
    assert (page.title(), page.evaluate("location.pathname")) == ("Entrance", "/")
    tablet.lock()
    for _ in range(2):
        assert "zebra" not in tablet.kept().casefold()
        page.go_back()
        assert page.url == "about:blank", "the page has one entry in the history"
        page.go_forward()
        tablet.locked()
        page.reload()
        tablet.locked()
    tablet.open(cleo)
    assert "zebra" not in tablet.kept().casefold()
    assert "zebra" not in page.evaluate(f"""JSON.stringify(Object.entries(localStorage)
      .filter(([key]) => !key.includes({ben.user_id!r})))""")
    tablet.lock()
    tablet.open(ben)
    person.room("The zebra room").click()
    expect(person.composer).to_have_value("the zebra draft")


def test_what_could_not_be_sent_before_the_lock_goes_with_its_own_person(tablet: Tablet) -> None:
    person, page = tablet.person, tablet.page
    ben, cleo = tablet.users
    tablet.open(ben)
    person.room("General").click()
    person.module("sync/connection.js", "m.disconnect()")
    person.say("Only Ben says this")
    tablet.lock()
    tablet.open(cleo)
    person.room("General").click()
    person.say("This is Cleo")
    expect(person.message("This is Cleo").get_by_label("Sent")).to_be_visible()
    expect(page.get_by_text("Only Ben says this")).to_have_count(0)
    tablet.lock()
    tablet.open(ben)
    person.room("General").click()
    expect(person.message("Only Ben says this").get_by_label("Sent")).to_be_visible()


def test_it_locks_in_every_tab_after_a_minute_without_use(tablet: Tablet) -> None:
    ben, _ = tablet.users
    page = tablet.page
    page.clock.install()
    page.reload()
    tablet.open(ben)
    other = tablet.person.new_page()
    other.goto(tablet.person.base)
    expect(other.get_by_role("button", name="Lock this front desk")).to_be_visible()
    other.keyboard.press("Control+/")
    expect(other.get_by_role("dialog", name="Keys").get_by_text("Lock this front desk")).to_be_visible()
    page.clock.run_for(50_000)
    page.mouse.move(40, 40)
    page.mouse.move(60, 60)
    page.clock.run_for(50_000)
    expect(page.get_by_role("button", name="Lock this front desk")).to_be_visible()
    page.clock.run_for(11_000)
    tablet.locked()
    expect(other.get_by_role("list", name="Who are you?")).to_be_visible()
    expect(page).to_have_title("Entrance")


def test_a_tab_that_locks_late_leaves_the_next_turn_of_the_same_person_open(tablet: Tablet) -> None:
    ben, _ = tablet.users
    page = tablet.page
    tablet.open(ben)
    other = tablet.person.new_page()
    other.goto(tablet.person.base)
    expect(other.get_by_role("button", name="Lock this front desk")).to_be_visible()
    await_watch(tablet, other)
    held: list[Route] = []
    other.route("**/api/front-desk/lock", lambda route: held.append(route))
    tablet.lock()
    tablet.person.await_that(lambda: held)
    tablet.open(ben)
    with other.expect_response("**/api/front-desk/lock"):
        held[0].continue_()
    assert page.evaluate("async () => (await (await fetch('/api/hello')).json()).user?.id") == ben.user_id


def test_a_tab_that_hears_late_of_a_lock_leaves_the_next_turn_open(tablet: Tablet) -> None:
    ben, _ = tablet.users
    page = tablet.page
    tablet.open(ben)
    other = copy(tablet.person)
    other.page = tablet.person.new_page()
    other.page.add_init_script(HEARS_LATE)
    other.enter()
    await_watch(tablet, other.page)
    other.module("sync/connection.js", "m.disconnect()")  # it does not hear of the end of the session either
    tablet.lock()
    tablet.open(ben)
    await_watch(tablet, page)
    with other.page.expect_navigation():
        other.page.evaluate("heard.splice(0).forEach((tell) => tell())")
    other.await_link()
    assert page.evaluate("async () => (await (await fetch('/api/hello')).json()).user?.id") == ben.user_id
    expect(page.get_by_role("button", name="Lock this front desk")).to_be_visible()


def test_a_device_that_has_slept_shows_the_locked_screen(tablet: Tablet) -> None:
    page = tablet.page
    tablet.open(tablet.users[0])
    page.clock.install()
    page.reload()
    tablet.person.await_link()
    await_watch(tablet, page)
    page.clock.fast_forward(20_000)
    tablet.locked()


def test_a_wrong_pin_says_so_and_its_person_hears_of_it(tablet: Tablet) -> None:
    ben, _ = tablet.users
    page = tablet.page
    tablet.choose(ben)
    # Where the system chooses the colours, keys have edges, and it is seen how many digits there are.
    page.emulate_media(forced_colors="active")
    expect(page.get_by_role("button", name="1", exact=True)).to_have_css("border-top-style", "solid")
    page.keyboard.type("7")
    shown = page.locator(".desk-dots i").evaluate_all("nodes => nodes.map((i) => getComputedStyle(i).backgroundColor)")
    assert shown[0] != shown[1]
    page.keyboard.press("Backspace")
    page.emulate_media(forced_colors="none")
    for _ in range(3):
        page.keyboard.type("1111")
        expect(page.get_by_role("alert")).to_have_text("That's not the PIN.")
    page.keyboard.type("7302")
    expect(page.get_by_role("alert")).to_contain_text("Too many wrong PINs. Wait")
    tablet.host.ana.delete(f"/api/users/{ben.user_id}/front-desk-pin").expect()
    page.reload()
    tablet.choose(ben)
    expect(page.get_by_label("Password")).to_be_focused()
    page.get_by_label("Password").fill("nonsense")
    page.get_by_label("New PIN").fill("7302")
    page.get_by_role("button", name="Set and open").click()
    expect(page.get_by_text("That's not your current password.")).to_be_visible()


def test_without_the_host_it_locks_and_says_that_opening_needs_it(tablet: Tablet) -> None:
    ben, _ = tablet.users
    page = tablet.page
    tablet.open(ben)
    tablet.person.room("General").click()
    tablet.person.go_offline()
    page.get_by_role("button", name="Lock this front desk").click()
    expect(page.get_by_role("alert")).to_contain_text("The host can't be reached")
    expect(page.get_by_role("button", name="Lock this front desk")).to_have_count(0)
    expect(page.locator(".room")).to_have_count(0)
    with page.expect_navigation():  # the host has locked it
        tablet.person.context.set_offline(False)
    tablet.locked()
    expect(page.get_by_role("button", name=str(ben.user["name"]))).to_be_visible()
    assert page.evaluate("async () => (await (await fetch('/api/hello')).json()).user") is None


def test_what_was_copied_and_what_the_tab_remembers_does_not_outlast_the_turn(tablet: Tablet) -> None:
    ben, _ = tablet.users
    page = tablet.page
    tablet.open(ben)
    tablet.person.room("General").click()
    page.evaluate("sessionStorage.setItem('poster', 'the zebra password')")
    tablet.person.composer.fill("zebra")
    tablet.person.composer.press("Control+A")
    tablet.person.composer.press("Control+C")
    tablet.lock()
    assert "zebra" not in tablet.kept()
    page.mouse.click(5, 5)
    tablet.choose(ben)
    page.get_by_role("button", name="Forgot?").click()
    page.get_by_label("Password").press("Control+V")
    assert "zebra" not in page.get_by_label("Password").input_value()
