"""Every way in, on a phone: what a newcomer types and taps, and what the owner sees and answers."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from tests.cast import ANA, OFFICE, PASSWORD
from tests.pages import NAME, People, Person, people_of
from tests.served import ServedHost

NUMBERS = count(1)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    """One office for all of these: each test brings people and rooms of its own."""
    host = ServedHost(tmp_path_factory.mktemp("ways"), "--allow-host", NAME)
    try:
        yield host.set_up()
    finally:
        host.kill()


@pytest.fixture
def host(served: ServedHost) -> ServedHost:
    """With every way open."""
    open_ways(served, "link", "pin", "knock")
    return served


@pytest.fixture
def people(chromium: Chromium, host: ServedHost) -> Iterator[People]:
    with people_of(chromium, host) as present:
        yield present


@pytest.fixture
def eve() -> str:
    """The name of a newcomer whom nobody has met."""
    return f"Eve {next(NUMBERS)}"


@pytest.fixture
def lunch(host: ServedHost) -> tuple[str, str]:
    """An open room: its id and its name."""
    name = f"Lunch {next(NUMBERS)}"
    return host.ana.make_room(name), name


def open_ways(host: ServedHost, *ways: str) -> dict[str, Any]:
    found: dict[str, Any] = host.ana.patch("/api/invite", {"ways": ways}).expect()
    return found


def pin_of(host: ServedHost) -> str:
    return str(host.ana.get("/api/invite").expect()["pin"])


def code_of(host: ServedHost) -> str:
    return str(host.ana.get("/api/invite").expect()["join_url"].split("#")[1])


def make_link(host: ServedHost, **terms: Any) -> dict[str, Any]:
    found: dict[str, Any] = host.ana.post("/api/invites", {"role": "member"} | terms).expect(201)["invite"]
    return found


def fields(page: Page) -> int:
    return page.locator("form input:visible").count()


def knock(person: Person, name: str) -> str:
    """The digits on the newcomer's screen."""
    page = person.open("/join")
    page.get_by_role("button", name="No PIN? Ask to be let in").click()
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Ask to be let in").click()
    expect(page.get_by_role("heading", name="You have knocked")).to_be_visible()
    return re.sub(r"\D", "", page.locator(".digits").inner_text())


def open_panel(person: Person) -> Page:
    page = person.enter()
    page.get_by_role("button", name="Invite people nearby").click()
    expect(page.get_by_role("dialog").get_by_role("heading", name="Ways in")).to_be_visible()
    return page


def test_by_the_link_a_phone_is_in_with_two_fields_and_one_tap(host: ServedHost, people: People, eve: str) -> None:
    phone = people("phone")
    page = phone.open(f"/join#{code_of(host)}")
    expect(page.get_by_label("Your name")).to_be_focused()
    assert fields(page) == 2
    page.keyboard.type(eve)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    phone.await_link()
    expect(page.get_by_role("heading", name="General")).to_be_visible()


def test_by_the_address_and_the_pin_a_phone_is_in_with_two_fields_and_two_taps(
    host: ServedHost, people: People, eve: str
) -> None:
    phone = people("phone")
    page = phone.open("/")
    page.get_by_role("link", name="Join this office").click()
    expect(page.get_by_label("PIN")).to_be_focused()
    assert fields(page) == 2
    pin = pin_of(host)
    page.keyboard.type(f"{pin[:3]} {pin[3:]}")
    page.get_by_label("Your name").fill(eve)
    page.get_by_role("button", name="Join").click()
    phone.await_link()
    expect(page.get_by_role("heading", name="General")).to_be_visible()


def test_a_wrong_pin_says_so_under_its_field(host: ServedHost, people: People, eve: str) -> None:
    phone = people("phone")
    phone.allow("403")
    page = phone.open("/join")
    page.get_by_label("PIN").fill(f"{(int(pin_of(host)) + 1) % 10**6:06}")
    page.get_by_label("Your name").fill(eve)
    page.get_by_role("button", name="Join").click()
    expect(page.locator("#pin-error")).to_contain_text("not right")
    expect(page.get_by_label("PIN")).to_be_focused()


def test_a_knock_is_seen_at_once_with_its_digits_and_let_in_with_one_click(
    host: ServedHost, people: People, eve: str
) -> None:
    ana, phone = people("desktop", host.ana), people("phone")
    ana.enter()
    digits = knock(phone, eve)
    bar = ana.page.get_by_role("region", name="At the door")
    expect(bar).to_contain_text(f"{eve} wants in")
    expect(bar.locator(".door-digits")).to_have_text(digits)
    bar.get_by_role("button", name="Let in", exact=True).click()
    phone.await_link()
    expect(phone.page.get_by_role("heading", name="General")).to_be_visible()
    expect(bar).to_be_hidden()


def test_a_knock_waits_through_a_reload_and_is_refused_in_words(host: ServedHost, people: People, eve: str) -> None:
    ana, phone = people("phone", host.ana), people("phone")
    ana.enter()
    digits = knock(phone, eve)
    phone.page.reload()
    expect(phone.page.locator(".digits")).to_have_text(digits)
    ana.page.get_by_role("region", name="At the door").get_by_role("button", name="Refuse").click()
    expect(phone.page.get_by_text("You were not let in")).to_be_visible()
    expect(phone.page.get_by_label("Your name")).to_be_visible()


def test_from_the_panel_somebody_is_let_in_as_a_guest_of_one_room(
    host: ServedHost, people: People, eve: str, lunch: tuple[str, str]
) -> None:
    ana, phone = people("desktop", host.ana), people("phone")
    knock(phone, eve)
    page = open_panel(ana)
    expect(page.get_by_role("dialog").get_by_text(f"{eve} wants in")).to_be_visible()
    expect(page.locator(".knock-bar")).to_be_hidden()
    page.get_by_role("button", name=f"Choose how to let {eve} in").click()
    dialog = page.get_by_role("dialog", name=f"Let {eve} in")
    dialog.get_by_role("radio", name="Guest").check()
    dialog.get_by_role("button", name="Let in").click()
    expect(dialog.get_by_role("alert")).to_contain_text("at least one room")
    dialog.get_by_role("checkbox", name=lunch[1]).check()
    dialog.get_by_role("button", name="Let in").click()
    phone.await_link()
    expect(phone.page.get_by_role("heading", name=lunch[1])).to_be_visible()


def test_a_name_that_is_taken_comes_with_one_that_is_free(host: ServedHost, people: People) -> None:
    phone = people("phone")
    phone.allow("409")
    page = phone.open("/join")
    page.get_by_role("button", name="No PIN? Ask to be let in").click()
    page.get_by_label("Your name").fill(ANA)
    page.get_by_role("button", name="Ask to be let in").click()
    page.get_by_role("button", name=f"Take “{ANA} 2”").click()
    page.get_by_role("button", name="Ask to be let in").click()
    expect(page.get_by_text(f"Waiting for an answer to {ANA} 2")).to_be_visible()
    page.get_by_role("button", name="Do not wait any longer").click()
    expect(page.get_by_label("Your name")).to_be_visible()
    assert host.ana.get("/api/knocks").expect()["knocks"] == []


@pytest.mark.parametrize(
    ("case", "sentence"),
    [("unknown", "does not work any more"), ("revoked", "was taken back"), ("closed", "closed this link")],
)
def test_a_link_that_is_no_way_in_says_why_and_offers_the_ways_that_are_open(
    case: str, sentence: str, host: ServedHost, people: People
) -> None:
    invite = make_link(host)
    code = {"unknown": "x" * 22, "revoked": invite["join_url"].split("#")[1], "closed": code_of(host)}[case]
    host.ana.delete(f"/api/invites/{invite['id']}").expect()
    open_ways(host, "pin")
    phone = people("phone")
    phone.allow("403")
    page = phone.open(f"/join#{code}")
    expect(page.get_by_role("status")).to_contain_text(sentence)
    expect(page.get_by_label("PIN")).to_be_visible()
    page.reload()
    expect(page.get_by_label("PIN")).to_be_visible()


def test_where_every_way_is_closed_the_page_says_whom_to_ask(host: ServedHost, people: People) -> None:
    open_ways(host)
    page = people("phone").open("/join")
    expect(page.get_by_text("Nobody new is let in at the moment")).to_be_visible()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_a_link_for_guests_is_made_shown_and_taken_back_in_the_panel(
    host: ServedHost, people: People, lunch: tuple[str, str]
) -> None:
    page = open_panel(people("phone", host.ana))
    page.get_by_role("button", name="Make a link").click()
    dialog = page.get_by_role("dialog", name="Make a link")
    dialog.get_by_label("What it is for").fill("Auditors")
    dialog.get_by_role("radio", name="Guest").check()
    dialog.get_by_role("checkbox", name=lunch[1]).check()
    dialog.get_by_role("button", name="Make a link").click()
    shown = page.get_by_role("dialog", name="Auditors")
    expect(shown.get_by_role("img", name="QR code for Auditors")).to_be_visible()
    phone = people("phone")
    phone.open(f"/join#{host.ana.get('/api/invites').expect()['invites'][0]['join_url'].split('#')[1]}")
    expect(phone.page.get_by_text(f"You come as a guest, to {lunch[1]}.")).to_be_visible()
    shown.get_by_role("button", name="Take back").click()
    page.get_by_role("dialog", name="Take back").get_by_role("button", name="Take back").click()
    expect(page.get_by_role("dialog", name="Invite people nearby").get_by_text("Auditors")).to_have_count(0)
    assert host.ana.get("/api/invites").expect()["invites"] == []


def test_the_ways_are_opened_and_closed_and_the_pin_made_anew_in_the_panel(host: ServedHost, people: People) -> None:
    page = open_panel(people("desktop", host.ana))
    pin = page.locator(".big-pin")
    before = pin.inner_text()
    page.get_by_role("button", name="New PIN").click()
    expect(pin).not_to_have_text(before)
    page.get_by_role("switch", name="PIN").uncheck()
    expect(pin).to_have_count(0)
    page.get_by_role("switch", name="Knock").uncheck()
    page.get_by_role("switch", name="Link and QR code").uncheck()
    expect(page.get_by_text("Nobody new gets in now")).to_be_visible()
    assert host.browser().get("/api/hello").expect()["join"]["ways"] == []


def path_of_code(page: Page, image: str) -> str:
    return str(page.locator(f"{image} path").get_attribute("d"))


def test_the_code_as_large_as_the_screen_follows_a_new_link_and_goes_with_escape(
    host: ServedHost, people: People
) -> None:
    page = open_panel(people("desktop", host.ana))
    page.get_by_role("button", name="Full screen").click()
    expect(page.locator(".big-qr")).to_be_visible()
    box = page.locator("dialog.big").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 1280, "height": 800}
    before = path_of_code(page, ".big-qr")
    host.ana.post("/api/invite/renew", {"what": "link"}).expect()
    expect(page.locator(".big-qr path")).not_to_have_attribute("d", before)
    page.keyboard.press("Escape")
    expect(page.locator("dialog.big")).to_have_count(0)
    expect(page.get_by_role("dialog", name="Invite people nearby")).to_be_visible()
    expect(page.locator("dialog .qr path")).not_to_have_attribute("d", before)


def test_the_poster_is_one_sheet_of_a4_with_both_codes_the_address_and_the_pin(
    host: ServedHost, people: People
) -> None:
    person = people("desktop", host.ana)
    page = person.open("/poster")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data}"))
    page.get_by_label("Network", exact=True).fill("Harbour; “Guests”")
    page.get_by_label("Password").fill("four loud herons")
    sheet = page.locator(".poster-sheet")
    expect(sheet.get_by_role("img")).to_have_count(2)
    expect(sheet.locator(".poster-address")).to_have_text(host.ana.get("/api/invite").expect()["address"])
    expect(sheet.locator(".poster-pin")).to_contain_text(re.compile(r"\d{3}\s\d{3}"))
    for words in ("Keep this Wi-Fi although it has no internet", "Android", "iPhone", OFFICE, "Harbour; “Guests”"):
        expect(sheet).to_contain_text(words)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    width, height = (float(one) for one in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)[0])
    assert (round(width), round(height)) == (595, 842)
    page.emulate_media(media="print")
    inner = sheet.locator(".poster-inner").evaluate(
        "n => [n.scrollHeight - n.clientHeight, n.scrollWidth - n.clientWidth]"
    )
    assert inner == [0, 0], "nothing is cut off"
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    assert not [one for one in asked if "herons" in one or "Harbour;" in one], "the Wi-Fi stays here"


def test_a_poster_for_one_link_carries_its_code_and_room(
    host: ServedHost, people: People, lunch: tuple[str, str]
) -> None:
    invite = make_link(host, role="guest", room_ids=[lunch[0]], expires_in=3600)
    page = people("desktop", host.ana).open(f"/poster?link={invite['id']}")
    sheet = page.locator(".poster-sheet")
    expect(sheet).to_contain_text(lunch[1])
    expect(sheet).to_contain_text("This link works until")
    expect(sheet.get_by_role("img")).to_have_count(1)
    assert path_of_code(page, ".poster-qr") == invite["qr"]["path"]
    expect(sheet.locator(".poster-pin")).to_have_count(0)


def test_a_member_makes_no_posters_and_sees_no_switches(host: ServedHost, people: People, eve: str) -> None:
    member = people("desktop", host.browser().join(code_of(host), eve))
    expect(member.open("/poster").get_by_text("made by the owner and the admins")).to_be_visible()
    page = member.enter()
    page.get_by_role("button", name="Invite people nearby").click()
    expect(page.get_by_role("dialog").get_by_role("img", name=re.compile("QR code"))).to_be_visible()
    expect(page.get_by_role("switch")).to_have_count(0)
