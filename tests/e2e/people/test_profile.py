"""The card of a person, opened from their name."""

from playwright.sync_api import expect

from tests.support.browsers.pages import People
from tests.support.cast import BEN
from tests.support.hosts.host_process import ServedHost


def test_a_name_opens_the_card_of_its_person(open_office: ServedHost, people: People) -> None:
    ben = open_office.join(BEN)
    open_office.ana.make_room("Deliveries", "closed", ben)
    ben.ask("PUT", "/api/account/status", {"emoji": "🍜", "text": "Lunch"}).expect()
    ben.ask("PUT", "/api/account/time-zone", {"time_zone": "Asia/Tokyo"}).expect()
    with ben.connect_socket() as socket:
        socket.post(ben.home(), "Good morning")
    for kind in ("desktop", "phone"):
        person = people(kind, open_office.ana, timezone_id="UTC")
        page = person.enter(f"/r/{ben.home()}")
        person.message("Good morning").locator(".author").click()
        card = page.get_by_role("dialog", name=BEN)
        expect(card).to_contain_text("Lunch")
        expect(card).to_contain_text("9 h ahead of you")
        expect(card).to_contain_text("General and Deliveries")
        expect(card).to_contain_text("Membersince ")
        card.get_by_role("button", name="Write").click()
        expect(page.locator(".bar").get_by_role("heading", name=BEN)).to_be_visible()
