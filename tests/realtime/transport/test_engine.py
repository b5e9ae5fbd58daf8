"""Engine.IO over polling and WebSockets: pings, the upgrade, whose connection it is, and the end."""

import gc
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import gevent
import pytest
from greenlet import greenlet

from tests.realtime.poller import SOCKETS, Poller
from tests.realtime.stopped_time import let_time_run_out, stopped_time
from tests.support.clocks.stopwatch import at_most
from tests.support.hosts.tiny_server import ClosedError, RawWebSocket, TinyOffice, tiny_office, until


@pytest.fixture
def quick() -> Iterator[TinyOffice]:
    """An office that pings ten times a second and waits 0.3 s for the answer."""
    with tiny_office(ping=(0.1, 0.3)) as served:
        yield served


class Pinged:
    """Somebody in an office whose time passes only when the test says so, however long the test takes."""

    def __init__(self, office: TinyOffice, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock = stopped_time(monkeypatch)
        self.office, self.ana = office, office.join()
        (self._socket,) = office.engine.sockets.values()

    def hear_ping(self) -> None:
        self.clock.now += float(self.office.engine.ping_interval)
        assert self.ana.text() == "2"

    def answer(self) -> None:
        self.ana.text_to("3")
        self.await_answered()

    def await_answered(self) -> None:
        until(lambda: not self._socket._awaiting)


@pytest.fixture
def pinged(quick: TinyOffice, monkeypatch: pytest.MonkeyPatch) -> Pinged:
    return Pinged(quick, monkeypatch)


def test_the_host_pings_and_an_answer_keeps_the_connection(pinged: Pinged) -> None:
    for _ in range(6):  # longer than an unanswered ping is waited for
        pinged.hear_ping()
        pinged.answer()
    assert pinged.office.gone == []


def test_a_ping_without_an_answer_ends_the_connection(pinged: Pinged) -> None:
    pinged.hear_ping()
    let_time_run_out(pinged.office, pinged.clock)
    assert pinged.ana.close_code() == 1001
    assert pinged.office.gone == [(pinged.ana.sid, "ping timeout")]


def test_a_poller_that_stays_away_is_let_go(quick: TinyOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = stopped_time(monkeypatch)
    ana = Poller(quick)
    let_time_run_out(quick, clock)
    assert quick.gone == [(ana.sid, "ping timeout")]
    assert ana.ask().status == 400


def test_nobody_is_late_when_the_host_itself_has_slept(pinged: Pinged) -> None:
    pinged.hear_ping()
    asleep, is_answered = threading.Event(), threading.Event()

    def sleep() -> None:
        asleep.set()
        is_answered.wait(30)  # the whole hub, as under SIGSTOP
        pinged.clock.now += 1.0

    pinged.office.thread.post(sleep)
    asleep.wait()
    pinged.ana.text_to("3")  # it lies there unread while its time runs out
    is_answered.set()
    pinged.await_answered()  # one answer alone: a second one could come after the time of the next ping
    for _ in range(2):
        pinged.hear_ping()
        pinged.answer()
    assert pinged.office.gone == []


def test_jsonp_is_refused(office: TinyOffice) -> None:
    wire = office.wire()
    assert wire.get(f"{SOCKETS}&j=0", Cookie="who=ana").status == 400


def test_an_upgrade_from_polling_keeps_the_order(office: TinyOffice) -> None:
    ana = Poller(office)
    upgraded = RawWebSocket(office.wire(), "ana", sid=ana.eio)
    upgraded.text_to("2probe")
    assert upgraded.text() == "3probe"
    office.emit("first", "second")
    assert ana.poll() == ["6"]
    upgraded.text_to("5")
    office.emit("third")
    assert [upgraded.said() for _ in range(3)] == ["first", "second", "third"]
    upgraded.command("echo", "up", ack=1)
    assert upgraded.text() == '431["up"]'
    assert office.engine.count == 1


def test_an_upgrade_that_fails_leaves_the_polling_as_it_was(office: TinyOffice) -> None:
    ana = Poller(office)
    failing = RawWebSocket(office.wire(), "ana", sid=ana.eio)
    failing.text_to("2probe")
    assert failing.text() == "3probe"
    failing.text_to("nonsense")
    assert failing.close_code() == 1002
    office.emit("still polling")
    assert ana.poll() == ['42["said","still polling"]']
    assert office.gone == []


USUAL_CLIENT = """
import os, sys, requests, socketio
url, *transports = sys.argv[1:]
browser = requests.Session()
browser.headers["Origin"] = url
browser.cookies.set("who", "ana")
ana = socketio.SimpleClient(http_session=browser)
ana.connect(url, transports=transports)
for number in range(40):
    ana.emit("say", str(number))
print([ana.receive(timeout=9)[1] for _ in range(40)] == [str(number) for number in range(40)])
print(ana.call("echo", {"a": 1}), ana.transport, flush=True)
os._exit(0)  # its own goodbye sometimes takes it half a minute
"""


@pytest.mark.parametrize("transports", [["websocket"], ["polling"], ["polling", "websocket"]], ids=str)
def test_the_usual_client_works_over_every_transport(office: TinyOffice, transports: list[str]) -> None:
    url = f"http://127.0.0.1:{office.thread.port}"
    told = subprocess.run(
        [sys.executable, "-c", USUAL_CLIENT, url, *transports], capture_output=True, text=True, timeout=30
    )
    assert told.stderr == ""
    assert told.stdout == f"True\n{{'a': 1}} {transports[-1]}\n"


def test_somebody_elses_connection_cannot_be_polled_fed_or_upgraded(office: TinyOffice) -> None:
    ana = Poller(office, "ana")
    dora = office.wire()
    target = f"{SOCKETS}&sid={ana.eio}"
    dora.ask("GET", target, {"Cookie": "who=dora"})
    assert dora.answer().status == 400
    dora.ask("POST", target, {"Cookie": "who=dora"}, b'42["echo","as ana"]')
    assert dora.answer().status == 400
    assert RawWebSocket(office.wire(), "dora", sid=ana.eio).handshake.status == 400
    assert office.heard == []
    office.emit("for ana")
    assert ana.poll() == ['42["said","for ana"]']


def test_a_session_holds_12_sockets_and_the_oldest_closes(office: TinyOffice) -> None:
    mine = [office.join("ana") for _ in range(12)]
    other = office.join("ana.2")
    newest = office.join("ana")
    assert mine[0].close_code() == 1008
    assert office.engine.count == 13
    office.emit("hello")
    assert [peer.said() for peer in (*mine[1:], other, newest)] == ["hello"] * 13


def test_a_user_holds_40_sockets(office: TinyOffice) -> None:
    first = office.join("ana.0")
    for number in range(1, 40):
        office.join(f"ana.{number}")
    office.join("ana.40")
    assert first.close_code() == 1008
    assert office.engine.count == 40


def test_a_stop_closes_with_1012_and_sends_no_disconnect(office: TinyOffice) -> None:
    ana, cleo = office.join("ana"), Poller(office, "cleo")
    cleo.wire.ask("GET", f"{SOCKETS}&sid={cleo.eio}", {"Cookie": "who=cleo"})
    office.emit("host:stopping")
    assert cleo.wire.answer().body == b'42["said","host:stopping"]'
    cleo.wire.ask("GET", f"{SOCKETS}&sid={cleo.eio}", {"Cookie": "who=cleo"})
    office.thread.post(office.engine.close_all)
    assert ana.said() == "host:stopping"
    with pytest.raises(ClosedError) as closed:
        ana.text()
    assert closed.value.code == 1012
    assert cleo.wire.answer().body == b"1"
    assert office.join("ben").handshake.status == 503


def test_a_stop_does_not_wait_for_those_who_do_not_answer(office: TinyOffice) -> None:
    for _ in range(3):
        office.join()
    with at_most(2.0, "without a limit of its own it waits two seconds"):
        office.thread.call(lambda: office.engine.close_all(timeout=0.3))
    assert until(lambda: len(office.gone) == 3)
    assert office.engine.count == 0


def test_cut_says_why_and_sends_no_disconnect(office: TinyOffice) -> None:
    ana = office.join()
    office.thread.call(office.engine.cut, ana.sid, 1013)
    with pytest.raises(ClosedError) as closed:
        ana.text()
    assert closed.value.code == 1013


def test_the_end_of_a_session_is_a_disconnect_and_then_the_end(office: TinyOffice) -> None:
    ana = office.join()
    office.emit("session:ended")
    office.thread.call(office.engine.end, ana.sid)
    assert ana.text() == '42["said","session:ended"]'
    assert ana.text() == "41"
    assert ana.close_code() == 1000


def test_the_end_of_a_session_reaches_a_poller_too(office: TinyOffice) -> None:
    ana = Poller(office)
    office.thread.call(office.engine.end, ana.sid)
    assert ana.poll() == ["41", "1"]
    assert ana.ask().status == 400


def test_what_a_handler_may_see_of_the_request_is_little(office: TinyOffice) -> None:
    office.join()
    (kept,) = office.server.environ.values()
    assert kept["chat.identity"].user_id == "ana"
    assert not {"wsgi.input", "network.slot", "wsgi.errors"} & set(kept)


def test_messages_one_after_the_other_are_handled_in_one_greenlet(
    office: TinyOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, spawned = office.join(), list[Any]()

    def ask(number: int) -> None:
        ana.command("echo", number, ack=number)
        while not ana.text().startswith(f"43{number}"):
            pass

    def spawn_raw(function: Any, *args: Any) -> Any:
        spawned.append(function)
        return spawn(function, *args)

    spawn = gevent.spawn_raw
    monkeypatch.setattr(gevent, "spawn_raw", spawn_raw)
    for number in range(1, 32):
        ask(number)
    # One more where it took so long that the one that waited was ended as spare.
    assert len(spawned) < 10


def test_an_idle_connection_has_no_greenlet(office: TinyOffice) -> None:
    hub = office.thread.call(gevent.get_hub)

    def waiting() -> list[Any]:
        gc.collect()
        # Other tests have hubs of their own in this process.
        return [item for item in gc.get_objects() if isinstance(item, greenlet) and item.parent is hub]

    for number in range(10):
        office.join(f"ben.{number}")
    until(lambda: not waiting(), "no greenlet is left of ten handshakes")
