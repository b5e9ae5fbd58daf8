"""A front desk of the host, which Cleo and two newcomers use, and a tablet that is one."""

from dataclasses import dataclass

import pytest

from tests.support.cast import PASSWORD
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Answer, Browser

PIN = "7302"


@dataclass
class Desk:
    """`tablet` has the cookie of the desk, `users` are the people of it in browsers of their own."""

    host: ServedHost
    id: str
    tablet: Browser
    users: list[Browser]

    def open(self, who: Browser, pin: str = PIN, tablet: Browser | None = None) -> Answer:
        return (tablet or self.tablet).post("/api/front-desk/open", {"user_id": who.user_id, "pin": pin})

    def first(self, who: Browser, pin: str = PIN, password: str = PASSWORD) -> Answer:
        """Opens with the password, which sets the PIN."""
        form = {"user_id": who.user_id, "password": password, "pin": pin}
        return self.tablet.post("/api/front-desk/pin", form)

    def lock(self) -> None:
        self.tablet.post("/api/front-desk/lock", {}).expect()

    def copy(self) -> Browser:
        """Another tab of the tablet, which keeps the cookies of this moment."""
        tab = Browser(self.host.url)
        tab.cookies = dict(self.tablet.cookies)
        return tab


def make_desk(host: ServedHost, *users: Browser, lock_seconds: int = 60) -> Desk:
    tablet = host.ana.another()
    form = {"name": "Front desk", "user_ids": [one.user_id for one in users], "lock_seconds": lock_seconds}
    made = tablet.post("/api/front-desks", form).expect(201)
    return Desk(host, made["id"], tablet, list(users))


@pytest.fixture
def desk(host: ServedHost) -> Desk:
    return make_desk(host, host.newcomer("Cleo"), host.newcomer("Dora"))
