"""No text turns round what stands behind it. What a link shows is tested in pure/contents/links.test.mjs."""

from playwright.sync_api import expect

from tests.support.browsers.pages import People, box
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.tiny_server import until

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
    expect(row.locator(".bubble > p")).to_contain_text("turned")
    # The time stands where it does beside any other text: behind it, its own letters in their order.
    at = "node => node.getBoundingClientRect().left - node.closest('.bubble').getBoundingClientRect().left"
    assert row.locator(".stamp").evaluate(at) > row.locator(".bubble > p").evaluate(at)
    assert row.locator(".bubble > p").evaluate("node => node.textContent") == f"{RIGHT}turned{POP}"
    expect(person.room("Turned")).to_be_visible()


def test_on_a_page_from_right_to_left_what_opens_is_beside_the_pointer(shown_host: ServedHost, people: People) -> None:
    room_id = shown_host.ana.make_room("From right to left")
    with shown_host.ana.connect_socket() as ana:
        ana.post(room_id, "Press here")
    person = people("desktop", shown_host.ana)
    person.page.add_init_script("document.addEventListener('readystatechange', () => document.dir = 'rtl')")
    page = person.enter(f"/r/{room_id}")
    pressed = box(person.message("Press here").locator(".bubble"))
    person.open_menu("Press here")
    menu = page.get_by_role("dialog", name="Message actions")
    expect(menu).to_be_visible()
    until(lambda: box(menu).left <= pressed.right)
    page.keyboard.press("Escape")
    # A dialog that closes gives the focus back.
    expect(menu).to_have_count(0)
    # The sign before a word for all stands before it, and the arrow of a choice beside its words.
    person.composer.press_sequentially("@every")
    word = page.get_by_role("option", name="@everyone").locator("b")
    assert word.evaluate("node => getComputedStyle(node).direction") == "ltr"
    page.goto(f"{person.base}/r/{room_id}")
    page.get_by_role("button", name="Room details").click()
    arrow = page.get_by_label("Notify me about").evaluate("node => getComputedStyle(node).backgroundPosition")
    assert "calc(100%" not in arrow
