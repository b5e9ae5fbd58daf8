"""Fault 13: a whole office signs in at once, on a Monday morning or after a new start: argon2 takes 19 MiB each."""

import contextlib
import json
import select
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

import pytest

from chat_desktop.chat.core import names
from chat_desktop.chat.users.password_guessing import Bounds
from tests.authorization.world.world import hashed
from tests.faults.conftest import Figure, OpenSite
from tests.faults.support.fault_site import Site
from tests.support.cast import PASSWORD

ALL_IN_SECONDS = 60.0
MOST_MB = 400.0


def give_passwords(site: Site) -> None:
    """The same one to everybody, tests.support.cast.PASSWORD, proved anew at each sign-in."""
    with contextlib.closing(sqlite3.connect(site.database)) as database:
        database.create_function("key_of", 1, names.key)
        database.execute("UPDATE users SET name_key = key_of(name), password_hash = ?", [hashed()])
        database.commit()


class Watch:
    """`most` is the host's memory at its highest, in MB."""

    def __init__(self, site: Site) -> None:
        self.most, self._site, self._over = 0.0, site, threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.02):
            self.most = max(self.most, self._site.usage().memory / 1024)


def sign_in(site: Site, number: int, at: float) -> float:
    """Waits for AT, on the monotonic clock; when the person was in."""
    time.sleep(max(0.0, at - time.monotonic()))
    body = json.dumps({"name": f"person-{number}", "password": PASSWORD})
    said = {"Origin": site.url, "Content-Type": "application/json"}
    # Each from a computer of their own, as in an office: strangers' connections are counted by address.
    computer = (f"127.0.1.{number % 250 + 1}", 0)
    connection = HTTPConnection("127.0.0.1", site.port, timeout=ALL_IN_SECONDS, source_address=computer)
    with contextlib.closing(connection):
        connection.request("POST", "/api/session", body, said)
        response = connection.getresponse()
        assert response.status == 200, response.read()
    return time.monotonic()


def everyone_signs_in(site: Site, people: int, within_s: float) -> tuple[float, float]:
    """Seconds until the last was in, and the most memory in MB."""
    begun = time.monotonic()
    with Watch(site) as watch, ThreadPoolExecutor(people) as pool:
        tries = [pool.submit(sign_in, site, n, begun + within_s * n / people) for n in range(people)]
        took = max(one.result() for one in tries) - begun
    return took, watch.most


def test_a_whole_office_signs_in_within_a_minute(open_site: OpenSite, figure: Figure, is_long: bool) -> None:
    people, within_s = (200, 30.0) if is_long else (40, 0.0)
    site = open_site(people, started=False)
    give_passwords(site)
    site.start()
    took, most = everyone_signs_in(site, people, within_s)
    figure(13, f"{people} sign-ins in {within_s:.0f} s: all signed in after {took:.1f} s, {most:.0f} MB at most")
    assert took < ALL_IN_SECONDS
    assert most < MOST_MB


@pytest.mark.long
def test_without_two_at_a_time_the_memory_goes(open_site: OpenSite) -> None:
    site = open_site(60, started=False, without="two_hashes_at_a_time")
    give_passwords(site)
    site.start()
    _, most = everyone_signs_in(site, 60, 0.0)
    assert most > MOST_MB


def guess(site: Site, address: str, name: str) -> HTTPConnection:
    """A wrong password from ADDRESS, on its way."""
    connection = HTTPConnection("127.0.0.1", site.port, timeout=ALL_IN_SECONDS, source_address=(address, 0))
    body = json.dumps({"name": name, "password": "not the right one"})
    connection.request("POST", "/api/session", body, {"Origin": site.url, "Content-Type": "application/json"})
    return connection


def test_who_guesses_keeps_nobody_at_the_same_address_from_signing_in(open_site: OpenSite) -> None:
    """Each try for an account at which many addresses have failed waits, and there are six turns for an address."""
    site = open_site(3, started=False, without="quick_refusals")
    give_passwords(site)
    site.start()
    bounds = Bounds()
    for number in range(bounds.account):
        for name in ("person-0", "person-1"):
            with contextlib.closing(guess(site, f"127.0.2.{number // bounds.pair + 1}", name)) as connection:
                assert connection.getresponse().status == 401
    with contextlib.ExitStack() as stack:
        guessers = [guess(site, "127.0.1.3", f"person-{number % 2}") for number in range(2 * bounds.pair)]
        for each in guessers:
            stack.callback(each.close)
        sign_in(site, 2, time.monotonic())  # from the same address
        answered, _, _ = select.select([each.sock for each in guessers], [], [], 0)
        assert not answered
