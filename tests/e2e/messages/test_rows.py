"""Rows of messages: their tools, long texts, and the line of the day."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.messages.test_history import PAINTED
from tests.support.browsers.pages import Box, People, Person, box
from tests.support.cast import BEN
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.tiny_server import until

TALL = "\n".join(f"Line {number} of a text that is long" for number in range(80)) + "\nhttps://example.org/last"
NEAR_PX = 24


def tell(browser: Browser, room_id: str, *bodies: str) -> list[str]:
    with browser.connect_socket() as client:
        return [str(client.post(room_id, body)["id"]) for body in bodies]


def gap(one: Box, other: Box) -> float:
    """How far two boxes stand apart sideways; less than nothing where they overlap."""
    return max(one.left, other.left) - min(one.right, other.right)


def row(person: Person, message_id: str) -> Locator:
    return person.page.locator(f'[data-id="{message_id}"]')


def scroll_to(page: Page, message_id: str, inside: int) -> None:
    """Brings what lies INSIDE pixels below the top of a row to the top of the room."""
    page.evaluate(
        f"""async ([id, inside]) => {{
        const scroller = document.querySelector('.scroller');
        const at = document.querySelector(`[data-id="${{id}}"]`).getBoundingClientRect().top;
        scroller.scrollTop += at - scroller.getBoundingClientRect().top + inside;
        {PAINTED} }}""",
        [message_id, inside],
    )


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_tools_stand_beside_their_bubble(open_office: ServedHost, people: People, direction: str) -> None:
    home = open_office.ana.home()
    ben = open_office.join(BEN)
    wide = "A text that is as wide as a bubble can be, for it has a good many words, and then some more"
    ids = [*tell(ben, home, "Hi", wide), *tell(open_office.ana, home, "ok", wide)]
    person = people("desktop", ben)
    page = person.enter(f"/r/{home}")
    # It moves the rows below the pointer when it comes.
    expect(page.locator(".greeting")).to_be_attached()
    page.evaluate("direction => { document.documentElement.dir = direction }", direction)
    column = box(page.get_by_role("log"))
    for message_id in ids:
        row(person, message_id).locator(".bubble").hover()
        tools = row(person, message_id).get_by_role("toolbar")
        expect(tools).to_be_visible()
        assert gap(box(tools), box(row(person, message_id).locator(".bubble"))) <= NEAR_PX
        assert box(tools).left >= column.left
        assert box(tools).right <= column.right


def test_the_tools_of_a_message_taller_than_the_window_are_in_view(open_office: ServedHost, people: People) -> None:
    home = open_office.ana.home()
    ben = open_office.join(BEN)
    ids = [*tell(ben, home, TALL), *tell(open_office.ana, home, TALL)]
    person = people("desktop", ben)
    page = person.enter(f"/r/{home}")
    expect(page.locator(".greeting")).to_be_attached()
    for message_id in ids:
        row(person, message_id).get_by_role("button", name="Show all").click()
        scroll_to(page, message_id, 500)
        page.mouse.move(700, 400)
        expect(row(person, message_id).get_by_role("toolbar")).to_be_in_viewport(ratio=1)


def test_a_long_text_is_folded_and_opens_where_its_reader_is(open_office: ServedHost, people: People) -> None:
    home = open_office.ana.home()
    ben = open_office.join(BEN)
    [*_, tall] = tell(open_office.ana, home, *(f"Before {number}" for number in range(20)), TALL)
    person = people("desktop", ben)
    page = person.enter(f"/r/{home}")
    message = row(person, tall)
    expect(message).to_be_visible()
    page.locator(".scroller").evaluate("node => { node.scrollTop = node.scrollHeight }")
    more = message.get_by_role("button", name="Show all")
    expect(more).to_be_in_viewport()
    # Nothing comes above it any more.
    expect(page.get_by_role("region", name="Beginning")).to_have_count(1)
    page.evaluate(f"async () => {{ {PAINTED} }}")
    folded = box(message)
    assert folded.height < 450
    # At the end of the room, where the page otherwise stays at the end.
    more.click()
    less = message.get_by_role("button", name="Show less")
    expect(less).to_have_attribute("aria-expanded", "true")
    page.evaluate(f"async () => {{ {PAINTED} }}")
    assert box(message).height > 1500
    assert abs(box(message).top - folded.top) <= 1
    # What was read last stays where it is when it is folded again.
    less.scroll_into_view_if_needed()
    page.evaluate(f"async () => {{ {PAINTED} }}")
    at = box(less).top
    less.click()
    expect(more).to_be_visible()
    page.evaluate(f"async () => {{ {PAINTED} }}")
    assert abs(box(more).top - at) <= 1


def test_who_scrolls_in_a_text_that_has_just_been_opened_is_not_taken_to_the_end(
    open_office: ServedHost, people: People
) -> None:
    home = open_office.ana.home()
    [tall] = tell(open_office.ana, home, TALL)
    person = people("desktop", open_office.join(BEN))
    page = person.enter(f"/r/{home}")
    expect(row(person, tall).get_by_role("button", name="Show all")).to_be_visible()
    expect(page.locator(".greeting")).to_be_attached()
    page.evaluate(f"async () => {{ {PAINTED} {PAINTED} }}")
    # Both happen before the browser reports the new height.
    begins, ends = page.evaluate(
        f"""async (id) => {{
        const scroller = document.querySelector('.scroller');
        document.querySelector(`[data-id="${{id}}"] .fold`).click();
        while (document.querySelector(`[data-id="${{id}}"] .folded`)) await null;
        const begins = scroller.scrollTop += 300;
        {PAINTED} {PAINTED}
        return [begins, scroller.scrollTop]; }}""",
        tall,
    )
    assert begins > 0
    assert abs(begins - ends) <= 1


def test_a_message_that_is_looked_for_is_not_folded(open_office: ServedHost, people: People) -> None:
    home = open_office.ana.home()
    ben = open_office.join(BEN)
    [tall, *_] = tell(open_office.ana, home, TALL, *(f"After {number}" for number in range(30)))
    person = people("phone", ben)
    page = person.enter(f"/r/{home}/{tall}")
    expect(row(person, tall).get_by_role("button", name="Show less")).to_be_attached()
    expect(page.get_by_text("Line 0 of")).to_be_in_viewport()


def test_what_gets_the_focus_inside_a_folded_text_opens_it(open_office: ServedHost, people: People) -> None:
    home = open_office.ana.home()
    # A link that is neither in the folded part nor at the end of the room, where the page would stay.
    text = TALL.replace("Line 40 of", "Line 40 at https://example.org/40 of")
    [tall] = tell(open_office.ana, home, text)
    person = people("desktop", open_office.join(BEN))
    page = person.enter(f"/r/{home}")
    expect(row(person, tall).get_by_role("button", name="Show all")).to_be_visible()
    expect(page.locator(".greeting")).to_be_attached()
    page.evaluate(f"async () => {{ {PAINTED} {PAINTED} }}")
    page.locator(".scroller").evaluate("node => { node.scrollTop = node.scrollHeight }")
    row(person, tall).get_by_role("link", name="/40").focus()
    expect(row(person, tall).get_by_role("button", name="Show less")).to_be_attached()
    expect(row(person, tall).get_by_role("link", name="/40")).to_be_in_viewport()


def test_what_is_shown_stays_in_view_when_the_room_grows_at_once(open_office: ServedHost, people: People) -> None:
    """A room's introduction, or a picture, may arrive before the browser has reported the scrolling."""
    home = open_office.ana.home()
    ids = tell(open_office.ana, home, *[f"Line {number} https://example.org/{number}" for number in range(60)])
    person = people("desktop", open_office.join(BEN))
    page = person.enter(f"/r/{home}")
    # The room's own introduction has grown it already: what has not been reported at the scrolling is another case.
    expect(page.locator(".greeting")).to_be_attached()
    page.evaluate(f"async () => {{ {PAINTED} {PAINTED} }}")
    page.locator(".scroller").evaluate("node => { node.scrollTop = node.scrollHeight }")
    link = row(person, ids[20]).get_by_role("link")
    link.evaluate("""node => {
        node.scrollIntoView({ block: "nearest" });
        node.closest(".column").style.paddingBlockEnd = "300px"; }""")
    page.evaluate(f"async () => {{ {PAINTED} {PAINTED} }}")
    expect(link).to_be_in_viewport()


STUCK = """() => [...document.querySelectorAll('.day[data-stuck] time')].map(line => getComputedStyle(line).opacity)"""


def test_the_line_of_the_day_shows_when_its_reader_scrolls_and_only_then(
    open_office: ServedHost, people: People
) -> None:
    home = open_office.ana.home()
    ben = open_office.join(BEN)
    with ben.connect_socket() as client:
        for number in range(40):
            client.post(home, f"Line {number}")
        person = people("desktop", ben)
        page = person.enter(f"/r/{home}")
        expect(person.message("Line 39")).to_be_in_viewport()
        # With the very first picture that has the end of the room: it would lie on the first row.
        person.await_true(f"({STUCK})().length > 0")
        assert page.evaluate(STUCK) == ["0"]
        client.post(home, "Another")
        expect(person.message("Another")).to_be_in_viewport()
        assert page.evaluate(STUCK) == ["0"]
    page.mouse.move(700, 400)
    page.mouse.wheel(0, -300)

    def shows_while_scrolling() -> bool:
        page.mouse.wheel(0, -5)
        return bool(page.evaluate(f"({STUCK})()[0] === '1'"))

    until(shows_while_scrolling)
    person.await_true(f"({STUCK})()[0] === '0'")
