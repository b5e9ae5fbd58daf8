"""No text turns round what stands behind it. What a link shows is tested in pure/links.test.mjs."""

from playwright.sync_api import expect

from tests.support.host_process import ServedHost
from tests.support.pages import People

RIGHT = "\u202e"  # an override: from here on every letter goes this way
POP = "\u202c"


def test_the_time_beside_a_text_that_is_turned_round_is_not(shown_host: ServedHost, people: People) -> None:
    room_id = shown_host.ana.make_room("Turned")
    with shown_host.ana.connect_socket() as ana:
        for text in ("straight", f"{RIGHT}turned"):
            ana.post(room_id, text)
    person = people("desktop", shown_host.ana)
    page = person.enter(f"/r/{room_id}")
    row = page.locator("article.message").last
    # The time stands where it does beside any other text: behind it, its own letters in their order.
    at = "node => node.getBoundingClientRect().left - node.closest('.bubble').getBoundingClientRect().left"
    assert row.locator(".stamp").evaluate(at) > row.locator(".bubble > p").evaluate(at)
    assert row.locator(".bubble > p").evaluate("node => node.textContent") == f"{RIGHT}turned{POP}"
    expect(person.room("Turned")).to_be_visible()
