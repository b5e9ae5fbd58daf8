"""One connection that asks without end: the loop looks at everybody else between two of its requests."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gevent
import pytest

from chat_desktop import fair_share
from chat_desktop.fair_share import FairShare
from chat_desktop.network.http.server import ServerThread, Tls, no_tls
from chat_desktop.network.tls.certificates import Certificates
from chat_desktop.realtime.transport.websocket import MESSAGES_A_TURN
from tests.network.openssl import pem
from tests.support.hosts.tiny_server import TinyOffice, tiny_office, until

FLOOD = 400  # requests in one piece, fewer than a connection may make at once
AT_ONCE = 300  # of them, at most, before somebody else has their turn

Connect = Callable[[], socket.socket]


class Order:
    """A WSGI application that notes who has asked, in order; with the first request of a flood the other one comes."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.others: list[socket.socket] = []

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.asked.append(environ["PATH_INFO"])
        while self.others:
            self.others.pop().sendall(request("/other"))
        start_response("200 OK", [("Content-Length", "2")])
        return [b"ok"]


@contextmanager
def served(order: Order, tls: Tls = no_tls) -> Iterator[ServerThread]:
    thread = ServerThread("127.0.0.1", 0)
    thread.start(lambda: order, tls=tls)
    try:
        yield thread
    finally:
        thread.stop()


@pytest.fixture(params=["http", "https"])
def order(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Order, Connect]]:
    order = Order()
    with secured(tmp_path, order) if request.param == "https" else plain(order) as connect:
        yield order, connect


@contextmanager
def plain(order: Order) -> Iterator[Connect]:
    with served(order) as thread:
        yield lambda: socket.create_connection(("127.0.0.1", thread.port), 10)


@contextmanager
def secured(folder: Path, order: Order) -> Iterator[Connect]:
    certificates = Certificates(folder, None, list, lambda: "Office")
    certificates.prepare()
    assert certificates.authority
    context = ssl.create_default_context(cadata=pem(certificates.authority).decode())
    with served(order, lambda: certificates.context) as thread:
        yield lambda: context.wrap_socket(
            socket.create_connection(("127.0.0.1", thread.port), 10), server_hostname="127.0.0.1"
        )
    certificates.stop()


def request(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def test_who_has_sent_many_requests_at_once_does_not_keep_the_others_waiting(
    order: tuple[Order, Connect], monkeypatch: pytest.MonkeyPatch
) -> None:
    # This application answers fifty times faster than an office.
    monkeypatch.setattr(fair_share, "SLICE_SECONDS", 0.0002)
    seen, connect = order
    flooder, other = connect(), connect()
    other.sendall(request("/first"))
    until(lambda: seen.asked)
    other.recv(65_536)
    seen.others.append(other)
    flooder.sendall(request("/flood") * FLOOD)
    until(lambda: len(seen.asked) == FLOOD + 2)
    assert seen.asked.index("/other") < AT_ONCE
    flooder.close()
    other.close()


def test_people_who_wait_are_served_in_turn_whoever_asks_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair_share, "SLICE_SECONDS", 0.0)
    share = FairShare(gevent.get_hub())
    served: list[str] = []

    def work(key: str) -> None:
        share.wait(key)
        served.append(key)

    share._ends = 0.001  # a turn whose time is over, and that lasts until all have asked
    asking = [gevent.spawn(work, key) for key in ["ana"] * 5 + ["ben", "ben", "cleo"]]
    while len(share) < len(asking):
        gevent.sleep(0)
    share._begin_turn(0.0)
    gevent.joinall(asking, timeout=30, raise_error=True)
    assert served == ["ana", "ben", "cleo", "ana", "ben", "ana", "ana", "ana"]
    assert len(share) == 0


def test_one_who_gives_up_while_waiting_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair_share, "SLICE_SECONDS", 0.0)
    share = FairShare(gevent.get_hub())
    gone, stays = gevent.spawn(share.wait, "ana"), gevent.spawn(share.wait, "ana")
    gevent.spawn(gone.kill)
    gevent.joinall([stays], timeout=30, raise_error=True)
    assert stays.successful()
    assert len(share) == 0


def test_a_piece_of_work_on_an_idle_hub_does_not_wait() -> None:
    share = FairShare(gevent.get_hub())
    for _ in range(3):
        gevent.sleep(0.001)
        share.wait("ana")
        assert len(share) == 0


# The sockets


@pytest.fixture
def office() -> Iterator[TinyOffice]:
    with tiny_office() as served:
        yield served


@pytest.fixture
def in_turn(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Who has asked for a turn, in order; they get it at once."""
    asked: list[object] = []
    monkeypatch.setattr(fair_share, "wait", asked.append)
    return asked


def test_a_websocket_asks_for_a_turn_after_each_few_messages(office: TinyOffice, in_turn: list[object]) -> None:
    ana = office.join()
    del in_turn[:]
    ana.text_to(*(f'42["echo",{number}]' for number in range(10 * MESSAGES_A_TURN)))
    until(lambda: len(office.heard) == 10 * MESSAGES_A_TURN)
    assert len(in_turn) >= 5


def test_a_poll_that_brings_many_messages_asks_for_a_turn_after_each_few(
    office: TinyOffice, in_turn: list[object]
) -> None:
    wire = office.wire()
    opened = wire.get("/socket.io/?EIO=4&transport=polling", Cookie="who=ana").body.decode()
    sid = opened.partition('"sid":"')[2].partition('"')[0]
    path = f"/socket.io/?EIO=4&transport=polling&sid={sid}"
    del in_turn[:]
    body = "\x1e".join(["40", *(f'42["echo",{number}]' for number in range(10 * MESSAGES_A_TURN))])
    wire.ask("POST", path, {"Cookie": "who=ana"}, body.encode())
    assert wire.answer().status == 200
    assert len(office.heard) == 10 * MESSAGES_A_TURN
    assert len(in_turn) >= 10
