"""A front desk in a browser: the tablet, and what its people do there."""

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.support.browsers.pages import People, Person
from tests.support.cast import PASSWORD
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser

PINS = ("7302", "51846")


@dataclass
class Tablet:
    """`person` is the browser of the front desk, `users` those who use it, with a PIN each."""

    host: ServedHost
    person: Person
    users: list[Browser]

    @property
    def page(self) -> Page:
        return self.person.page

    def locked(self) -> None:
        """Waits until the locked screen is there."""
        expect(self.page.get_by_role("list", name="Who are you?")).to_be_visible()

    def choose(self, who: Browser) -> None:
        self.page.get_by_role("button", name=who.user["name"]).click()

    def open(self, who: Browser) -> None:
        """Opens with the PIN, and waits until the page is connected."""
        self.locked()
        self.choose(who)
        expect(self.page.get_by_role("group", name="Digits")).to_be_focused()
        self.page.keyboard.type(PINS[self.users.index(who)])
        self.person.await_link()

    def lock(self) -> None:
        """Locks by the button of the sidebar."""
        self.page.get_by_role("button", name="Lock this front desk").click()
        self.locked()

    def kept(self) -> str:
        """Everything that a page of this browser can read now: what is drawn and what is stored."""
        return str(
            self.page.evaluate("""async () => {
              const stored = await new Promise((done) => {
                const asked = indexedDB.open('chat-desktop');
                asked.onsuccess = () => done([...asked.result.objectStoreNames]);
              });
              const caches = JSON.stringify(await (self.caches?.keys() ?? []));
              return [document.documentElement.outerHTML, document.title, location.href,
                JSON.stringify({...sessionStorage}), stored, caches].join(' ');
            }""")
        )


def tablet_of(
    host: ServedHost,
    people: People,
    users: list[Browser],
    lock_seconds: int = 60,
    kind: str = "desktop",
    others: Sequence[Browser] = (),
) -> Tablet:
    """Makes a browser a front desk, which OTHERS use too, without a PIN. Its page is at the locked screen."""
    for user, pin in zip(users, PINS, strict=False):
        form = {"pin": pin, "current_password": PASSWORD}
        user.ask("PUT", "/api/account/front-desk-pin", form).expect()
    maker = host.ana.another()
    asked = {"name": "Entrance", "user_ids": [user.user_id for user in (*users, *others)], "lock_seconds": lock_seconds}
    maker.post("/api/front-desks", asked).expect(201)
    tablet = Tablet(host, people(kind, maker), users)
    tablet.person.open()
    tablet.locked()
    return tablet
