"""Names as people paste them, and as somebody writes them who wants to be noticed."""

from playwright.sync_api import expect

from tests.support.browsers.pages import People
from tests.support.hosts.host_process import ServedHost

# As it is copied from a list of contacts and a document: marks of the direction, a soft hyphen, a zero-width space.
PASTED = "\u202aAnna\u200b \u2068Berg\u00admann\u2069\u202c"


def test_what_nobody_sees_in_a_pasted_name_is_left_out(open_office: ServedHost, people: People) -> None:
    """The host refuses such characters, and nobody could find them to remove them."""
    ben = open_office.newcomer("Ben")
    page = people("phone", ben).enter("/settings")
    page.get_by_label("Your name").fill(PASTED)
    with page.expect_response("**/api/account") as answer:
        page.get_by_role("button", name="Save").first.click()
    assert answer.value.status == 200
    names = {one["id"]: one["name"] for one in ben.get("/api/users").expect()["users"]}
    assert names[ben.user_id] == "Anna Bergmann"


def test_accents_of_one_message_stay_in_its_bubble(open_office: ServedHost, people: People) -> None:
    """They would be drawn over the messages of others."""
    ben = open_office.newcomer("Ben")
    with ben.connect_socket() as socket:
        socket.post(ben.home(), "Z" + "\u0301" * 200)
    page = people("phone", ben).enter(f"/r/{ben.home()}")
    bubble = page.locator(".message .bubble").last
    expect(bubble).to_be_visible()
    assert bubble.evaluate("place => getComputedStyle(place).overflowY") == "clip"
