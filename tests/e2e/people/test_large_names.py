"""The longest names of people, rooms and offices, on narrow screens and in large text: all can be told apart."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from tests.support.browsers.pages import DEVICES, NAME, Person
from tests.support.browsers.pages import chromium as chromium
from tests.support.cast import PASSWORD
from tests.support.hosts.host_forks import SHARED
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.tiny_server import until

WIDE = "W" * 40
ARABIC = "عبد الرحمن بن محمد الأنصاري الخزرجي"
OFFICE = "Westermann Warehousing & Worldwide Wonders of Wuppertal-West"
ROOM = "Wholesale-Warenwirtschaft Wiederverwendung Werkstoffe Westen"
PLAIN = "Bea"

# How much of a name is in sight, in letters: too little, and two names look alike.
LEGIBLE_LETTERS = 8


class Wide(NamedTuple):
    """An office and a room with names as long as allowed, the owner, and people with such names."""

    host: ServedHost
    owner: Browser
    others: list[Browser]
    room: str

    def greet(self) -> None:
        """So that the room has something unread beside its name."""
        for other in self.others:
            with other.connect_socket() as client:
                client.post(self.room, "Hello")


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wide]:
    host = ServedHost(tmp_path_factory.mktemp("wide"), "--allow-host", NAME, forks=SHARED)
    try:
        owner = host.browser()
        body = {"token": host.setup_token, "office_name": OFFICE, "name": PLAIN, "password": PASSWORD}
        owner.user = owner.post("/api/setup", body).expect(201)["user"]
        others = [host.join(name) for name in (WIDE, ARABIC)]
        yield Wide(host, owner, others, owner.make_room(ROOM, "open", *others))
    finally:
        host.kill()


@pytest.fixture(params=[(320, 640, 100), (320, 640, 200), (390, 844, 200), (1280, 800, 100), (1280, 800, 200)])
def page(request: pytest.FixtureRequest, chromium: Chromium, wide: Wide) -> Iterator[Page]:
    """The office's page at a width and height in pixels, with text of a size in percent."""
    width, height, percent = request.param
    wide.greet()
    device = DEVICES["phone" if width < 720 else "desktop"]
    context = chromium.new_context(**{**device, "viewport": {"width": width, "height": height}})
    person = Person(context, wide.host).sign_in_as(wide.owner)
    person.page.add_init_script(
        f"document.addEventListener('readystatechange', () => document.documentElement.style.fontSize = '{percent}%')"
    )
    person.enter("/")
    yield person.page
    context.close()


def letters_in_sight(page: Page, selector: str) -> float:
    """How many letters of the first matching element fit: its width over that of its own widest letter, times lines."""
    script = """(selector) => {
        const element = [...document.querySelectorAll(selector)].find((one) => one.checkVisibility());
        if (!element) return 0;
        const style = getComputedStyle(element), box = element.getBoundingClientRect();
        const lines = Math.round(box.height / parseFloat(style.lineHeight)) || 1;
        return (box.width / (parseFloat(style.fontSize) * 0.62)) * lines;
    }"""
    return float(page.evaluate(script, selector))


def test_long_names_are_legible_in_lists_heads_and_panels(page: Page) -> None:
    until(lambda: letters_in_sight(page, ".house-button > bdi") >= LEGIBLE_LETTERS)
    until(lambda: letters_in_sight(page, ".link .name > bdi") >= LEGIBLE_LETTERS)
    page.get_by_role("link", name="Wholesale").click()
    expect(page.get_by_role("heading", name=ROOM, exact=True)).to_be_visible()
    until(lambda: letters_in_sight(page, ".title-button > bdi") >= LEGIBLE_LETTERS)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.get_by_role("button", name="Room details").click()
    dialog = page.locator("dialog, .beside")
    expect(dialog.get_by_role("button", name=f"Remove {WIDE}")).to_be_visible()
    # No button has slid out of the panel.
    script = """(dialog) => { const edge = dialog.getBoundingClientRect();
        return [...dialog.querySelectorAll('button')].filter((one) => { const box = one.getBoundingClientRect();
            return box.left < edge.left || box.right > edge.right; }).map((one) => one.textContent || one.title); }"""
    until(lambda: dialog.evaluate(script) == [])
    until(lambda: letters_in_sight(page, ".details .choices .name > bdi") >= LEGIBLE_LETTERS)


def test_a_right_to_left_name_stands_at_the_start_of_its_row(page: Page) -> None:
    script = """() => {
        const names = [...document.querySelectorAll('.link .name > bdi')];
        const name = names.find((one) => /\\p{Script=Arabic}/u.test(one.textContent));
        const range = document.createRange(); range.selectNodeContents(name);
        const text = Math.min(...[...range.getClientRects()].map((box) => box.left));
        return text - name.getBoundingClientRect().left;
    }"""
    expect(page.locator(".link .name > bdi", has_text=ARABIC)).to_be_visible()
    until(lambda: page.evaluate(script) < 2)
