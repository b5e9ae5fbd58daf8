"""What people type is text: in a name, a message, a room's name and topic, an office's name, a link."""

import re

import pytest
from playwright.sync_api import expect

from tests.faults.support import figures
from tests.support.browsers.pages import People
from tests.support.cast import BEN
from tests.support.hosts.host_process import ServedHost

VECTORS = [
    "<script>window.hit = 1</script>",
    "<img src=x onerror=window.hit=1>",
    "<svg/onload=window.hit=1>",
    '"><iframe srcdoc="<script>parent.hit=1</script>">',
    "[a](javascript:window.hit=1)",
    "[a](JaVaScRiPt&colon;window.hit=1)",
    "[a](data:text/html,<script>opener.hit=1</script>)",
    "<javascript:window.hit=1>",
    "![x](x onerror=window.hit=1)",
    "</script><script>window.hit=1</script>",
    "`</code><img src=x onerror=window.hit=1>`",
    "```html\n<img src=x onerror=window.hit=1>\n```",
    "{{constructor.constructor('window.hit=1')()}}",
    "${window.hit=1}",
    "> <details open ontoggle=window.hit=1>",
    "\u2028window.hit=1//",
]


def test_no_message_becomes_code_live_or_from_the_first_data(open_office: ServedHost, people: People) -> None:
    home = open_office.ana.home()
    person = people("desktop", open_office.join(BEN))
    page = person.enter()
    with open_office.ana.connect_socket() as ana:
        posted = [ana.post(home, vector)["id"] for vector in VECTORS]
    for _ in ("live", "from the page's first data"):
        for message_id in posted:
            expect(page.locator(f'[data-id="{message_id}"]')).to_be_attached()
        assert page.evaluate("window.hit") is None
        assert page.locator(".bubble :is(script, img, svg:not(.icon), iframe, details)").count() == 0
        hrefs = page.locator(".bubble a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        assert all(re.match(r"https?://|mailto:", href) for href in hrefs), hrefs
        page.reload()
        person.await_link()
    figures.note(20, "messages", f"{len(VECTORS)} messages, live and from the first data: 0 scripts run")


@pytest.mark.parametrize("name", ["<img src=x onerror=hit=1>", "{{7*7}}</script><b>x", "' onfocus=hit=1 '"])
def test_no_name_becomes_code(name: str, open_office: ServedHost, people: People) -> None:
    mallory = open_office.join(name)
    open_office.ana.make_room(f"{name}!", "open", mallory)
    open_office.ana.patch(f"/api/rooms/{open_office.ana.home()}", {"topic": name, "name": name}).expect()
    open_office.ana.patch("/api/office", {"name": name}).expect()
    with mallory.connect_socket() as client:
        client.post(mallory.home(), f"@Ana it is me, {name}")
    person = people("desktop", open_office.ana)
    page = person.enter()
    expect(page.locator(".meta b")).to_have_text(name)
    expect(page.get_by_role("heading", name=name, exact=True)).to_have_count(2)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option")).to_have_count(4)  # two rooms, a person, and my devices
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Room details").click()
    expect(page.get_by_role("complementary", name="Room details")).to_be_visible()
    assert page.evaluate("window.hit") is None
    assert page.locator("b:not(.meta b, .options b, .quote b, .here b), img").count() == 0


def test_an_address_with_markup_in_it_shows_a_page_not_a_script(open_office: ServedHost, people: People) -> None:
    person = people("desktop", open_office.join(BEN))
    person.allow("404")
    page = person.open("/r/%3Cscript%3Ewindow.hit=1%3C/script%3E")
    page.wait_for_load_state()
    page.goto(f"{person.base}/nowhere/%3Cimg%20src=x%20onerror=window.hit=1%3E")
    expect(page.get_by_role("heading", name="Not found")).to_be_visible()
    assert page.evaluate("window.hit") is None


def test_the_policy_refuses_an_inline_script_and_html_from_text(open_office: ServedHost, people: People) -> None:
    person = people("desktop", open_office.join(BEN))
    person.allow("Content Security Policy", "Trusted", "violates", "TypeError")
    page = person.enter()
    script = """() => { const node = document.createElement('script');
        try { node.textContent = 'window.hit = 1' } catch { } document.body.append(node);
        try { document.body.insertAdjacentHTML('beforeend', '<b>x</b>'); return 'took it'; }
        catch { return 'refused' } }"""
    assert page.evaluate(script) == "refused"
    assert page.evaluate("window.hit") is None


def test_nothing_that_is_beside_the_text_becomes_code(open_office: ServedHost, people: People) -> None:
    """Polls, checklists, what is forwarded, the line and the description of a room, a status, a section's name."""
    mark, name = "<img src=x onerror=window.hit=1>", "<b onclick=window.hit=1>M</b>"
    mallory, ben = open_office.join(name), open_office.join(BEN)
    room = mallory.make_room(f"{mark} room", "open", ben)
    texts = {"topic": mark, "line": f"{mark} line", "description": f"{mark}\n<script>window.hit = 1</script>"}
    mallory.patch(f"/api/rooms/{room}", texts).expect()
    mallory.ask("PUT", "/api/account/status", {"text": f"{mark} status"}).expect()
    nowhere = {"start": "00:00", "end": "23:59", "days": list(range(7)), "time_zone": "No/Where"}
    mallory.ask("PUT", "/api/account/quiet-hours", {"hours": nowhere}).expect()
    mallory.ask("PUT", "/api/account/time-zone", {"time_zone": "No/Where"}).expect()
    own = {"id": "s1", "name": mark, "rooms": [room]}
    ben.ask("PUT", "/api/account/sidebar", {"sections": [own]}).expect()
    with mallory.connect_socket() as client:
        first = client.post(room, mark)
        poll = {"question": f"{mark} poll", "options": ["<svg/onload=window.hit=1>", "[a](javascript:window.hit=1)"]}
        client.post(room, mark, content={"poll": poll})
        client.post(room, mark, content={"checklist": {"title": f"{mark} list", "items": [mark, "</li><b>x</b>"]}})
        client.post(room, mark, content={"forwarded": {"message_id": first["id"]}})
    page = people("desktop", ben).enter(f"/r/{room}")
    for text in (f"{mark} poll", f"{mark} list", f"{mark} line"):
        expect(page.get_by_text(text, exact=True)).to_be_visible()
    expect(page.locator(".bubble[data-carries=forwarded]")).to_be_visible()
    page.get_by_role("button", name="Room details").click()
    expect(page.get_by_text("<script>window.hit = 1</script>")).to_be_visible()
    page.locator(".meta b").first.click()
    expect(page.get_by_text(f"{mark} status")).to_be_visible()
    assert page.locator("img, iframe, [onclick], [onerror], [onload], [href^=javascript]").count() == 0
    assert page.evaluate("window.hit") is None
