"""The one panel of the ways in, the code as large as the screen, and the poster."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.join_flows import code_of, make_link, open_panel
from tests.e2e.join_flows import eve as eve
from tests.e2e.join_flows import host as host
from tests.e2e.join_flows import lunch as lunch
from tests.e2e.join_flows import people as people
from tests.e2e.join_flows import served as served
from tests.support.browsers.pages import People
from tests.support.cast import OFFICE
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.tiny_server import until

OVER = "node => [node.scrollHeight - node.clientHeight, node.scrollWidth - node.clientWidth]"
ROOMS = [("Workshop", 12), ("Sail loft", 40), ("Boiler house", 3), ("Front desk", 7)]


def test_a_link_for_guests_is_made_shown_and_taken_back_in_the_panel(
    host: ServedHost, people: People, lunch: tuple[str, str]
) -> None:
    page = open_panel(people("phone", host.ana))
    page.get_by_role("button", name="Make a link").click()
    dialog = page.get_by_role("dialog", name="Make a link")
    dialog.get_by_label("What's it for?").fill("Auditors")
    dialog.get_by_role("radio", name="Guest").check()
    dialog.get_by_role("checkbox", name=lunch[1]).check()
    dialog.get_by_role("button", name="Make a link").click()
    shown = page.get_by_role("dialog", name="Auditors")
    expect(shown.get_by_role("img", name="QR code for Auditors")).to_be_visible()
    phone = people("phone")
    phone.open(f"/join#{host.ana.get('/api/invites').expect()['invites'][0]['join_url'].split('#')[1]}")
    expect(phone.page.get_by_text(f"You'll join {lunch[1]} as a guest.")).to_be_visible()
    shown.get_by_role("button", name="Turn off").click()
    page.get_by_role("dialog", name="Turn off").get_by_role("button", name="Turn off").click()
    expect(page.get_by_role("dialog", name="Invite people nearby").get_by_text("Auditors")).to_have_count(0)
    until(lambda: host.ana.get("/api/invites").expect()["invites"] == [])


def test_the_ways_are_opened_and_closed_and_the_pin_made_anew_in_the_panel(host: ServedHost, people: People) -> None:
    page = open_panel(people("desktop", host.ana))
    pin = page.locator(".big-pin")
    before = pin.inner_text()
    page.get_by_role("button", name="New PIN").click()
    expect(pin).not_to_have_text(before)
    page.get_by_role("switch", name="PIN").uncheck()
    expect(pin).to_have_count(0)
    page.get_by_role("switch", name="Ask to join").uncheck()
    page.get_by_role("switch", name="Link and QR code").uncheck()
    expect(page.get_by_text("Nobody new can join now")).to_be_visible()
    # The switches turn at once; the host hears of it after.
    until(lambda: host.browser().get("/api/hello").expect()["join"]["ways"] == [])


def path_of_code(page: Page, image: str) -> str:
    return str(page.locator(f"{image} path").get_attribute("d"))


def test_the_code_as_large_as_the_screen_follows_a_new_link_and_goes_with_escape(
    host: ServedHost, people: People
) -> None:
    page = open_panel(people("desktop", host.ana))
    page.get_by_role("button", name="Full screen").click()
    expect(page.locator(".big-qr")).to_be_visible()
    whole = {"x": 0, "y": 0, "width": 1280, "height": 800}
    until(lambda: page.locator("dialog.big").bounding_box() == whole, "it rises for a moment")
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
    for words in ("Stay on this Wi-Fi, even without internet", "Android", "iPhone", OFFICE, "Harbour; “Guests”"):
        expect(sheet).to_contain_text(words)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    width, height = (float(one) for one in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)[0])
    assert (round(width), round(height)) == (595, 842)
    page.emulate_media(media="print")
    until(lambda: sheet.locator(".poster-inner").evaluate(OVER) == [0, 0], "nothing is cut off")
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
    expect(page.locator(".poster-qr path")).to_have_attribute("d", invite["qr"]["path"])
    expect(sheet.locator(".poster-pin")).to_have_count(0)


def test_a_member_makes_no_posters_and_sees_no_switches(host: ServedHost, people: People, eve: str) -> None:
    member = people("desktop", host.browser().join(code_of(host), eve))
    expect(member.open("/poster").get_by_text("Only the owner and admins can make posters")).to_be_visible()
    page = member.enter()
    page.get_by_role("button", name="Invite people nearby").click()
    expect(page.get_by_role("dialog").get_by_role("img", name=re.compile("QR code"))).to_be_visible()
    expect(page.get_by_role("switch")).to_have_count(0)


def test_the_longest_names_and_password_still_fit_on_one_sheet(host: ServedHost, people: People) -> None:
    rooms = [host.ana.make_room(f"{name} of the second floor, with the {count} boats") for name, count in ROOMS]
    invite = make_link(host, role="guest", room_ids=rooms, expires_in=3600)
    host.ana.patch("/api/office", {"name": "The Harbour Street office for boats, bridges and their oars"}).expect()
    page = people("desktop", host.ana).open(f"/poster?link={invite['id']}")
    page.get_by_label("Network", exact=True).fill("W" * 32)
    page.get_by_label("Password").fill("w" * 63)
    expect(page.locator(".poster-qr")).to_have_count(2)
    page.emulate_media(media="print")
    until(lambda: page.locator(".poster-inner").evaluate(OVER) == [0, 0])
    host.ana.patch("/api/office", {"name": OFFICE}).expect()
