"""A real host keeps its index: after a kill, and anew when somebody has damaged or removed it meanwhile."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import StartHost
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.tiny_server import until


def damage(index: Path) -> None:
    index.write_bytes(random.Random(1).randbytes(index.stat().st_size))


def remove(index: Path) -> None:
    index.unlink()


def found(browser: Browser, text: str) -> set[str] | None:
    """The texts of all results, or None as long as the index is made, or if there were too many searches just now."""
    answer = browser.get(f"/api/search?q={text}")
    if answer.status == 429:
        return None
    told = answer.expect(200)
    return None if "building" in told else {result["message"]["body"] for result in told["results"]}


def signed_in_again(host: ServedHost, before: Browser) -> Browser:
    browser = host.browser()
    browser.cookies, browser.user = before.cookies, before.user
    return browser


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill that a file survives in this way")
@pytest.mark.parametrize("harm", [damage, remove], ids=lambda harm: harm.__name__)
def test_a_host_finds_everything_after_a_kill_and_after_harm_to_its_index(
    start_host: StartHost, harm: Callable[[Path], None]
) -> None:
    host = start_host().set_up()
    ana = host.ana
    with ana.connect_socket() as socket:
        socket.post(ana.home(), "coffee before the kill")
        until(lambda: found(ana, "coffee") == {"coffee before the kill"})
        socket.post(ana.home(), "coffee just before the kill")
        host.kill()
    host = start_host()
    ana = signed_in_again(host, ana)
    both = {"coffee before the kill", "coffee just before the kill"}
    until(lambda: found(ana, "coffee") == both)
    host.stop()
    assert not (host.data / "search.db-wal").exists()
    harm(host.data / "search.db")
    host = start_host()
    ana = signed_in_again(host, ana)
    until(lambda: found(ana, "coffee") == both)
    host.stop()
    assert host.errors == ""
