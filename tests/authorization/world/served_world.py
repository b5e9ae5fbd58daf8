"""A World on which a real host serves: people made by the rules, then asked over the wire."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from chat_desktop.web.cookies import cookie_name
from tests.authorization.world.world import World
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.parts.rules_office import Person


class ServedWorld:
    """`world` may only be looked at: its database is the host's now."""

    def __init__(self, world: World, host: ServedHost) -> None:
        self.world, self.host = world, host

    def browser(self, person: Person | None) -> Browser:
        browser = Browser(self.host.url)
        if person is not None:
            browser.cookies[cookie_name(self.world.office.office.id)] = person.token
            browser.user = {"id": person.user_id}
        return browser


@contextlib.contextmanager
def served(folder: Path, world: World, without: str = "") -> Iterator[ServedWorld]:
    """WORLD, made in FOLDER/data by the host's clock, from now on served. WITHOUT names the defences of
    tests/faults/support/weaknesses.py that the host lacks."""
    world.close()
    program = ("-m", "tests.faults.support.launch", without) if without else ("-m", "chat_desktop")
    host = ServedHost(folder, program=program)
    try:
        yield ServedWorld(world, host)
        host.stop()
        assert host.errors == ""
    finally:
        host.kill()


def now() -> int:
    """Milliseconds, as a host's clock has them."""
    return time.time_ns() // 1_000_000
