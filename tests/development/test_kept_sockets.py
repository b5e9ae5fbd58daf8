"""A client of a test stays connected while the test does something else, such as waiting for a page."""

from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.tiny_server import until


def test_what_nobody_waits_for_is_read_all_the_same_and_stays_unread(host: ServedHost) -> None:
    """Whoever does not read answers no ping either, and the host closes the connection."""
    cleo = host.newcomer("Cleo")
    with cleo.connect_socket() as speaking, cleo.connect_socket() as idle:
        message = speaking.post(cleo.home(), "Are you there?")
        until(lambda: idle.heard("message:posted"))
        assert idle.until("message:posted")["message"]["id"] == message["id"]
        idle.settle()
