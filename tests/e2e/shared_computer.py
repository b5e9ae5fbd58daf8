"""What two people do in one browser, and browsers whose sockets are not as usual."""

from playwright.sync_api import Page, expect

from tests.support.browsers.pages import Person
from tests.support.hosts.http_browser import Browser

# Makes a page that names nobody in the address of its socket, as one of an older version: the greeting alone tells it.
NAMELESS = """
const Real = WebSocket;
window.WebSocket = class extends Real {
  constructor(url, ...rest) { super(String(url).replace(/person=[^&]*&?/, ''), ...rest); }
};
"""
# As behind a proxy that breaks them: always, or from when a test says so.
BREAKING = """
const Working = WebSocket;
window.WebSocket = class extends Working {
  constructor(...all) {
    if (window.breaks !== false) return Broken();
    super(...all);
  }
};
const Broken = () => {
  const socket = { close() {} };
  setTimeout(() => socket.onerror?.(new Event('error')));
  return socket;
};
"""


def device_link(browser: Browser) -> str:
    return "/sign-in#link=" + str(browser.post("/api/sessions/link").expect(201)["url"]).partition("link=")[2]


def tab_of(person: Person, path: str) -> Page:
    page = person.new_page()
    page.goto(person.base + path)
    return page


def take_over(person: Person, browser: Browser) -> None:
    """Somebody else signs in in the same browser, in no tab that could tell the others."""
    person.context.clear_cookies()
    person.sign_in_as(browser)


def signed_in(page: Page) -> str:
    """By the browser's own cookie."""
    return str(page.evaluate("async () => (await (await fetch('/api/hello')).json()).user.name"))


def is_page_of(page: Page, name: str) -> None:
    expect(page.get_by_role("status").filter(has_text=f"now signed in as \u2068{name}\u2069")).to_be_visible()
