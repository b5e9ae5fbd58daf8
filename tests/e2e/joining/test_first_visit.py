"""What a first visit asks for and weighs, until the page can be used and is idle; and what comes only later."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from benchmarks.page.counting_proxy import CountingProxy, counted
from benchmarks.page.visits import await_idle
from tests.support.browsers.pages import CUT_ADDRESS, CUT_NAME, People
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser

REQUESTS, BYTES = 40, 150_000
# Two files of modules, or three at the door; the rest is the page, its look, words, icons, data and socket.
USUAL_REQUESTS = 16


# Holds what the page does some seconds after it began, until the test lets it go: a slow machine is not idle by then.
LATER_MS = [3_000, 4_500]
HOLD = f"""(() => {{
  const wait = window.setTimeout, held = [];
  window.setTimeout = (work, ms, ...rest) =>
    {LATER_MS}.includes(ms) ? held.push(() => work(...rest)) : wait(work, ms, ...rest);
  window.letGo = () => held.splice(0).map((work) => work()).length;
}})()"""


@pytest.fixture
def proxy(open_office: ServedHost) -> Iterator[CountingProxy]:
    with counted(open_office.url, CUT_NAME, CUT_ADDRESS) as found:
        yield found


@pytest.fixture
def ben(open_office: ServedHost) -> Browser:
    """A member of an office in which people have written."""
    found = open_office.join("Ben")
    with found.connect_socket() as client:
        for number in range(80):
            client.post(found.home(), f"A line as people write it, with **a mark** and number {number}")
    return found


ENTRIES = {
    "the owner's room": ("ana", "desktop", "/", "html[data-link=up] textarea"),
    "a member's room": ("ben", "desktop", "/", "html[data-link=up] textarea"),
    "a member's list on a phone": ("ben", "phone", "/", "html[data-link=up] nav"),
    "the owner's list on a phone": ("ana", "phone", "/", "html[data-link=up] nav"),
    "signing in": (None, "phone", "/sign-in", "form input:visible"),
    "joining": (None, "phone", "/join", "form input:visible"),
}


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_first_visit_is_small(
    people: People, open_office: ServedHost, ben: Browser, proxy: CountingProxy, entry: str
) -> None:
    who, device, path, usable = ENTRIES[entry]
    browser = {"ana": open_office.ana, "ben": ben, None: None}[who]
    person = people(device, browser, name=CUT_NAME)
    if path == "/join":
        path += f"#{open_office.join_code}"
    proxy.begin()
    person.page.add_init_script(HOLD)
    page = person.open(path)
    page.locator(usable).first.wait_for()
    await_idle(proxy, page)
    assert len(proxy.requests) <= USUAL_REQUESTS < REQUESTS, proxy.requests
    assert proxy.received <= BYTES
    assert len(set(proxy.requests)) == len(proxy.requests)


# How many messages each change of the page has added.
BATCHES = """
window.batches = [];
new MutationObserver((changes) => {
  const nodes = changes.flatMap(({addedNodes}) => [...addedNodes]).filter((node) => node.nodeType === 1);
  const in_ = (node) => Number(node.matches('article')) + node.querySelectorAll('article').length;
  const count = nodes.reduce((sum, node) => sum + in_(node), 0);
  if (count) batches.push(count);
}).observe(document, {childList: true, subtree: true});
"""


def test_a_room_opens_with_the_rows_of_one_screen_at_its_end_and_the_others_follow(
    people: People, ben: Browser
) -> None:
    person = people("desktop", ben)
    person.page.add_init_script(BATCHES)
    page = person.enter()
    expect(page.locator("article.message")).to_have_count(60)
    assert page.evaluate("batches[0]") <= 16
    expect(page.locator("article.message").last).to_be_in_viewport()
    # All there, at the end, and nothing older was fetched before the reader went up.
    person.await_true("document.querySelector('.scroller').scrollHeight > 2000")
    assert page.evaluate("batches.reduce((sum, one) => sum + one)") == 60


AHEAD = (
    "basics",
    "shared",
    "tools",
    "writing",
    "contents",
    "reading",
    "search",
    "sidebar",
    "invite",
    "settings",
    "relocation",
)


def modules_of(proxy: CountingProxy) -> list[str]:
    return sorted(path.rsplit("/", 1)[1] for path in proxy.requests if path.endswith(".js"))


def test_what_is_not_needed_comes_when_the_page_is_idle_and_all_at_once(
    people: People, ben: Browser, proxy: CountingProxy
) -> None:
    person = people("desktop", ben, name=CUT_NAME)
    person.page.add_init_script(HOLD)
    page = person.enter()
    await_idle(proxy, page)
    assert modules_of(proxy) == ["main.js", "sync.js", "theme.js"]
    # Side by side: none of them is answered before all of them were asked for.
    held: list[Route] = []

    def answer(route: Route) -> None:
        held.append(route)
        if len(held) == len(AHEAD):
            for each in held:
                each.continue_()

    page.route(re.compile(rf"/bundles/({'|'.join(AHEAD)})\.js$"), answer)
    assert page.evaluate("letGo()") > 0
    came = "performance.getEntriesByType('resource').some(one => one.name.endsWith('/{}.js') && one.responseEnd)"
    for name in (*AHEAD, "titles"):  # what two of them share comes when the first of these has been read
        person.await_true(came.format(name))
    page.unroute_all()  # a page with a route takes nothing from the browser's cache
    assert modules_of(proxy) == [
        "basics.js",
        "contents.js",
        "invite.js",
        "main.js",
        "reading.js",
        "relocation.js",
        "search.js",
        "settings.js",
        "shared.js",
        "sidebar.js",
        "sync.js",
        "theme.js",
        "titles.js",
        "tools.js",
        "writing.js",
    ]
    # Asked for a second after its module has come, which may be late.
    person.await_that(lambda: any(path.endswith("/api/mine/new") for path in proxy.requests), "counts what is new")
    await_idle(proxy, page)
    before = list(proxy.requests)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert proxy.requests == before


@pytest.fixture
def gone(open_office: ServedHost, people: People) -> "Gone":
    return Gone(people, open_office)


class Gone:
    """Somebody whose host answers no longer for what `pattern` names, until `back`."""

    def __init__(self, people: People, host: ServedHost) -> None:
        self._people, self._host = people, host
        self.asked = 0

    def for_(self, pattern: str, device: str = "desktop", browser: Browser | None = None) -> Page:
        self.person = self._people(device, browser or self._host.ana)
        self.person.allow("ERR_FAILED", "Failed to fetch", "Failed to load resource", "preload")
        self._pattern = re.compile(pattern)
        self.person.page.route(self._pattern, self._refuse)
        return self.person.page

    def back(self) -> None:
        self.person.page.unroute(self._pattern, self._refuse)

    def _refuse(self, route: Route) -> None:
        self.asked += 1
        route.abort()


OFFLINE = re.compile("reach the office|cannot be reached")


def test_what_cannot_be_opened_is_said_and_opens_with_the_button_when_the_host_is_back(gone: Gone) -> None:
    page = gone.for_("/bundles/(tools|shared)")
    gone.person.enter()
    page.keyboard.press("Control+k")
    toast = page.locator(".toast").filter(has_text=OFFLINE)
    expect(toast).to_be_visible()
    assert gone.asked > 2, "it was tried more than once"
    gone.back()
    toast.get_by_role("button").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_page_that_cannot_be_fetched_says_so_and_comes_with_the_button(gone: Gone) -> None:
    page = gone.for_("/bundles/settings")
    gone.person.enter("/settings")
    expect(page.get_by_role("alert")).to_contain_text(OFFLINE)
    button = page.get_by_role("alert").locator("..").get_by_role("button")
    expect(button).to_be_visible()
    gone.back()
    # What is fetched ahead may bring the page in the same moment, and take the button away.
    button.evaluate_all("(buttons) => buttons.forEach((button) => button.click())")
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()


def test_the_half_that_talks_to_the_host_is_fetched_as_soon_as_it_answers_and_what_was_written_goes_out(
    gone: Gone,
) -> None:
    page = gone.for_("/bundles/sync")
    gone.person.open()
    gone.person.say("written without a link")
    expect(page.locator(".connection-line")).to_be_visible()
    gone.back()
    gone.person.await_link()
    expect(gone.person.message("written without a link").locator("[data-state]")).to_have_count(0)
    expect(page.locator(".connection-line")).to_have_count(0)


def test_the_page_waits_for_its_words(gone: Gone) -> None:
    page = gone.for_(r"/i18n/en\.json")
    gone.person.open()
    gone.person.await_true(
        "performance.getEntriesByType('resource').filter(one => one.name.endsWith('en.json')).length > 1"
    )
    gone.back()
    gone.person.await_link()
    expect(page.get_by_role("textbox")).to_be_visible()


def test_a_sheet_that_did_not_come_with_its_part_comes_when_the_host_is_back(gone: Gone) -> None:
    page = gone.for_(r"/css/invite\.css")
    gone.person.enter()
    page.get_by_role("button", name="Invite people nearby").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    gone.person.await_that(lambda: gone.asked)
    gone.back()
    gone.person.await_true("[...document.styleSheets].some(one => one.href?.endsWith('/css/invite.css'))")
