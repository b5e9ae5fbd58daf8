"""One HTTP connection: what its head, its body, its time and its neighbours may be."""

import contextlib
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from gevent.pywsgi import WSGIHandler

from chat_desktop.network.http import handler
from chat_desktop.network.http.server import ServerThread
from tests.support.clocks.stopwatch import at_most
from tests.support.hosts.tiny_server import TinyOffice, tiny_office, until


@pytest.fixture
def office() -> Iterator[TinyOffice]:
    with tiny_office() as served:
        yield served


# Heads


BAD_HEADS = {
    "no request": (b"hello\r\n\r\n", 400),
    "HTTP/0.9": (b"GET /\r\n\r\n", 400),
    "HTTP/2": (b"GET / HTTP/2.0\r\n\r\n", 400),
    "a foreign target": (b"GET http://evil.example/ HTTP/1.1\r\n\r\n", 400),
    "a target without a slash": (b"GET socket.io HTTP/1.1\r\n\r\n", 400),
    "a tab in the line": (b"GET\t/ HTTP/1.1\r\n\r\n", 400),
    "a small method": (b"get / HTTP/1.1\r\n\r\n", 400),
    "a header without a colon": (b"GET / HTTP/1.1\r\nHost\r\n\r\n", 400),
    "a space before the colon": (b"GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400),
    "a folded header": (b"GET / HTTP/1.1\r\nHost: x\r\n y\r\n\r\n", 400),
    "a NUL": (b"GET / HTTP/1.1\r\nHost: x\0\r\n\r\n", 400),
    "a return in a header": (b"GET / HTTP/1.1\r\nX: a\rb\r\n\r\n", 400),
    "two hosts": (b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
    "two lengths": (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
    "a negative length": (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
    "a length with a plus": (b"POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\n", 400),
    "a chunked body": (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    "both lengths": (b"POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    "a body of a GET": (b"GET / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", 400),
    "a body of an upgrade": (b"POST / HTTP/1.1\r\nUpgrade: websocket\r\nContent-Length: 3\r\n\r\nabc", 400),
    "a long line": (b"GET /" + b"x" * 9_000 + b" HTTP/1.1\r\n\r\n", 413),
    "long headers": (b"GET / HTTP/1.1\r\n" + b"X: " + b"x" * 17_000 + b"\r\n\r\n", 413),
    "many headers": (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 65 + b"\r\n", 413),
    "a large body": (b"POST / HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n", 413),
    "a body beyond numbers": (b"POST / HTTP/1.1\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n", 413),
}


@pytest.mark.parametrize(("head", "status"), BAD_HEADS.values(), ids=list(BAD_HEADS))
def test_a_bad_head_is_refused_in_our_shape_and_ends_the_connection(
    office: TinyOffice, head: bytes, status: int, capfd: pytest.CaptureFixture[str]
) -> None:
    wire = office.wire()
    wire.send(head)
    answer = wire.answer()
    assert (answer.status, answer.code) == (status, {400: "invalid", 413: "too_large"}[status])
    assert answer.headers["connection"] == "close"
    assert wire.ended()
    assert capfd.readouterr().err == ""


def test_headers_that_a_proxy_would_send_are_dropped(office: TinyOffice) -> None:
    wire = office.wire()
    answer = wire.get(
        "/headers", X_Forwarded_For="6.6.6.6", X_Forwarded_Host="evil", Forwarded="for=6.6.6.6", X_Real_Ip="6.6.6.6"
    )
    assert b"6.6.6.6" not in answer.body
    assert b"evil" not in answer.body
    wire.ask("GET", "/headers", {"X_Forwarded_For": "6.6.6.6"})
    assert b"6.6.6.6" not in wire.answer().body


def test_a_connection_serves_many_requests(office: TinyOffice) -> None:
    wire = office.wire()
    for number in range(20):
        wire.ask("POST", "/echo", body=f"number {number}".encode())
        assert wire.answer().body == f"number {number}".encode()


def test_requests_sent_at_once_are_answered_in_order(office: TinyOffice) -> None:
    wire = office.wire()
    for number in range(5):
        wire.ask("POST", "/echo", body=str(number).encode())
    assert [wire.answer().body for _ in range(5)] == [b"0", b"1", b"2", b"3", b"4"]


# Time


def slow_head(wire: Any) -> None:
    wire.send(b"GET / HTTP/1.1\r\n")


def slow_line(wire: Any) -> None:
    wire.send(b"GE")


def silent(wire: Any) -> None:
    pass


@pytest.mark.parametrize("start", [slow_head, slow_line, silent])
def test_a_head_that_does_not_arrive_in_time_ends_the_connection(
    office: TinyOffice, monkeypatch: pytest.MonkeyPatch, start: Callable[[Any], None]
) -> None:
    monkeypatch.setattr("chat_desktop.network.http.handler.HEAD_SECONDS", 0.2)
    wire = office.wire()
    start(wire)
    assert wire.ended()


def test_a_head_that_drips_is_no_way_round_its_time(office: TinyOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chat_desktop.network.http.handler.HEAD_SECONDS", 0.3)
    wire = office.wire()
    began = time.monotonic()
    with at_most(4.5), contextlib.suppress(OSError):
        while time.monotonic() - began < 20:
            wire.send(b"X")
            wire.sock.settimeout(0.05)
            with contextlib.suppress(TimeoutError):
                if wire.sock.recv(1) == b"":
                    break


def test_a_body_that_does_not_arrive_in_time_is_refused(
    office: TinyOffice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("chat_desktop.network.http.request_body.BODY_SECONDS", 0.2)
    wire = office.wire()
    wire.ask("POST", "/echo", {"Content-Length": "10"})
    wire.send(b"abc")
    assert wire.answer().status >= 400
    assert wire.ended()


def test_an_idle_connection_is_closed(office: TinyOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chat_desktop.network.http.handler.IDLE_SECONDS", 0.2)
    wire = office.wire()
    assert wire.get("/").body == b"hello"
    assert wire.ended()


def test_an_answer_that_is_not_read_is_given_up(
    office: TinyOffice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("chat_desktop.network.http.handler.WRITE_SECONDS", 0.3)
    wire = office.wire(receive_buffer=4_096)
    wire.ask("GET", "/large")
    wire.until(b"\r\n\r\n")
    until(lambda: office.thread.open_connections == 0, "the answer is given up")
    assert caplog.records == []


def test_a_large_answer_leaves_in_pieces_that_each_have_their_time(
    office: TinyOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    send = WSGIHandler._sendall

    def note(self: Any, data: Any) -> None:
        sizes.append(len(data))
        send(self, data)

    monkeypatch.setattr(WSGIHandler, "_sendall", note)
    assert len(office.wire().get("/large").body) == 20_000_000
    assert max(sizes) <= handler.WRITE_BYTES
    assert sum(sizes) > 20_000_000


def test_a_client_that_goes_in_the_middle_of_an_answer_is_no_error(
    office: TinyOffice, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    wire = office.wire(receive_buffer=4_096)
    wire.ask("GET", "/large")
    wire.until(b"\r\n\r\n")
    wire.reset()
    until(lambda: office.thread.open_connections == 0)
    assert caplog.records == []
    assert capfd.readouterr().err == ""


def test_who_sends_too_much_can_still_read_why(office: TinyOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chat_desktop.network.http.handler.LINGER_SECONDS", 60.0)  # as long as the sending takes
    wire = office.wire()
    wire.ask("POST", "/echo", body=b"x" * 12_000_000)  # all of it before the answer is looked at
    answer = wire.answer()
    assert (answer.status, answer.code) == (413, "too_large")


# Errors and crowds


def test_an_application_that_fails_says_internal_and_nothing_more(caplog: pytest.LogCaptureFixture) -> None:
    def broken(environ: dict[str, Any], start_response: Any) -> Any:
        raise RuntimeError("the password is 1234")

    served = ServerThread("127.0.0.1", 0)
    served.start(lambda: broken)
    try:
        with socket.create_connection(("127.0.0.1", served.port)) as sock:
            sock.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nCookie: secret\r\n\r\n")
            told = sock.makefile("rb").read()
    finally:
        served.stop()
    assert told.startswith(b"HTTP/1.1 500 ")
    assert b'"code": "internal"' in told
    assert b"1234" not in told
    assert caplog.records[0].message == "a request failed"
    assert "secret" not in caplog.text


def test_a_stranger_holds_20_connections_and_idle_ones_give_way(
    office: TinyOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On a machine that stood still for a second, one that has not asked yet would give way too, or be closed.
    monkeypatch.setattr("chat_desktop.network.http.connection_limits.EVICTABLE_AFTER_SECONDS", 60.0)
    monkeypatch.setattr("chat_desktop.network.http.handler.HEAD_SECONDS", 60.0)
    wires = [office.wire() for _ in range(20)]
    until(lambda: office.thread.open_connections == 20)
    late = office.wire()
    answer = late.answer()
    assert (answer.status, answer.code) == (429, "rate_limited")
    monkeypatch.setattr("chat_desktop.network.http.handler.PROVISIONAL_SECONDS", 60.0)
    assert wires[0].get("/").body == b"hello"  # and is idle from now on
    assert office.wire().get("/").body == b"hello"
    assert wires[0].ended()


def test_people_who_are_signed_in_are_not_counted_by_address(office: TinyOffice) -> None:
    for number in range(25):
        assert office.wire().get("/", Cookie=f"who=ana.{number}").body == b"hello"
    assert office.thread.open_connections == 25


def test_a_flood_of_connections_holds_nobody_up(office: TinyOffice) -> None:
    ana = office.join("ana")
    for _ in range(200):
        office.wire()
    office.emit("still here")
    assert ana.said() == "still here"
    until(lambda: office.thread.open_connections <= 20)


def test_nothing_is_written_to_standard_error_in_a_usual_day(capfd: pytest.CaptureFixture[str]) -> None:
    with tiny_office() as office:
        ana = office.join()
        ana.command("say", "hello", ack=1)
        ana.said()
        wire = office.wire()
        wire.get("/")
        wire.get("/nowhere")
        wire.get("/socket.io/?EIO=3&transport=polling", Cookie="who=ana")
        wire.get("/socket.io/?EIO=4&transport=polling&sid=nobody", Cookie="who=ana")
        office.wire().reset()
        ana.wire.reset()
    assert capfd.readouterr() == ("", "")
