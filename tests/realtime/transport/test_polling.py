"""The fall-back: the same order and the same bounds."""

from collections.abc import Callable

import pytest

from tests.realtime.poller import SOCKETS, Poller
from tests.support.hosts.raw_connection import Answer
from tests.support.hosts.tiny_server import TinyOffice, until


def test_polling_delivers_in_order_and_counts_as_a_connection(office: TinyOffice) -> None:
    ana, ben = Poller(office, "ana"), office.join("ben")
    assert office.engine.count == 2
    ana.send(*(f'42["say","{number}"]' for number in range(100)))
    got: list[str] = []
    while len(got) < 100:
        got += ana.poll()
    expected = [f'42["said","{number}"]' for number in range(100)]
    assert got == expected
    assert [ben.said() for _ in range(100)] == [str(number) for number in range(100)]


BAD_POSTS: dict[str, Callable[[Poller], Answer]] = {
    "a body over the bound": lambda ana: ana.post(b'42["echo","' + b"x" * 131_072 + b'"]'),
    "too many packets": lambda ana: ana.send(*["42" + '["echo",1]'] * 1_001),
    "no UTF-8": lambda ana: ana.post(b'42["echo","\xff"]'),
}


@pytest.mark.parametrize("post", BAD_POSTS.values(), ids=list(BAD_POSTS))
def test_a_post_that_breaks_a_bound_ends_the_connection(office: TinyOffice, post: Callable[[Poller], Answer]) -> None:
    ana = Poller(office)
    answer = post(ana)
    assert (answer.status, answer.code) == (400, "invalid")
    assert office.heard == []
    assert ana.poll() == ["1"]
    assert ana.ask().status == 400
    until(lambda: office.gone)


@pytest.mark.parametrize("packet", ["baGVsbG8=", '451-["echo",{"_placeholder":true,"num":0}]', '42["connect",{}]', "x"])
def test_a_packet_that_is_refused_over_a_websocket_is_refused_over_polling(office: TinyOffice, packet: str) -> None:
    ana = Poller(office)
    ana.send(packet)
    assert ana.poll() == ["1"]
    until(lambda: office.gone)


def test_two_polls_at_once_end_the_connection(office: TinyOffice) -> None:
    ana = Poller(office)
    ana.wire.ask("GET", f"{SOCKETS}&sid={ana.eio}", {"Cookie": "who=ana"})
    until(lambda: any(found.link.polled for found in office.engine.sockets.values()))  # type: ignore[union-attr]
    second = office.wire()
    second.ask("GET", f"{SOCKETS}&sid={ana.eio}", {"Cookie": "who=ana"})
    assert second.answer().status == 400
    assert ana.wire.answer().body == b"1"


def test_a_poller_who_leaves_too_much_unread_is_cut(office: TinyOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chat_desktop.realtime.transport.engine.HEARTBEAT_SECONDS", 0.05)
    ana = Poller(office)
    office.emit(*["x" * 300_000] * 5)
    until(lambda: office.gone)
    assert ana.ask().status == 400
    assert office.engine.count == 0
