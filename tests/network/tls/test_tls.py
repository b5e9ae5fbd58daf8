"""One port for both: the first byte tells TLS from plain http, and neither can be made to wait or to hold too much."""

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gevent
import pytest

from chat_desktop import fair_share
from chat_desktop.network.http.connection_limits import MAX_PER_ADDRESS
from chat_desktop.network.tls.certificates import Certificates
from chat_desktop.realtime.transport.outbox import MAX_OUT_BYTES
from chat_desktop.realtime.transport.tls import TlsWebSocket
from chat_desktop.realtime.transport.websocket import RECEIVE_BYTES
from tests.network.openssl import pem
from tests.support.clocks.stopwatch import at_most
from tests.support.hosts.raw_connection import RawConnection
from tests.support.hosts.tiny_server import RawWebSocket, TinyOffice, tiny_office, until


class SecureWire(RawConnection):
    """Our own page, come by https."""

    @property
    def origin(self) -> str:
        return f"https://127.0.0.1:{self.port}"


class SecureOffice:
    """The tiny office with certificates of its own; `names` may change."""

    def __init__(self, tiny: TinyOffice, certificates: Certificates) -> None:
        self.tiny, self.certificates = tiny, certificates
        self.names: list[str] = []

    def wire(self, receive_buffer: int = 0) -> SecureWire:
        assert self.certificates.authority
        context = ssl.create_default_context(cadata=pem(self.certificates.authority).decode())
        wire = SecureWire(self.tiny.thread.port, receive_buffer)
        self.tiny.wires.append(wire)
        wire.sock = context.wrap_socket(wire.sock, server_hostname="127.0.0.1")
        return wire

    def join(self, who: str = "ana", receive_buffer: int = 0) -> RawWebSocket:
        return RawWebSocket(self.wire(receive_buffer), who)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SecureOffice]:
    names: list[str] = []
    certificates = Certificates(tmp_path, None, lambda: names, lambda: "Office")
    certificates.prepare()
    with tiny_office(tls=lambda: certificates.context) as tiny:
        office = SecureOffice(tiny, certificates)
        office.names = names
        yield office
    certificates.stop()


def test_plain_http_and_tls_are_answered_on_the_same_port(office: SecureOffice) -> None:
    for wire in (office.tiny.wire(), office.wire()):
        assert wire.get("/").body == b"hello"
        assert wire.get("/").body == b"hello"
    secure = office.wire()
    secure.ask("POST", "/echo", body=b"x" * 300_000)
    assert secure.answer().body == b"x" * 300_000


def test_a_request_learns_that_its_client_has_closed_the_connection(office: SecureOffice) -> None:
    heard: list[str] = []
    others = office.tiny.door._app

    def app(environ: dict[str, Any], start_response: Any) -> Any:
        if environ["PATH_INFO"] == "/until-gone":
            heard.append("asked")
            while not environ["network.is_gone"]():
                gevent.sleep(0.01)
            heard.append("gone")
        return others(environ, start_response)

    office.tiny.door._app = app
    for wire in (office.tiny.wire(), office.wire()):
        heard.clear()
        wire.ask("GET", "/until-gone")
        until(lambda: heard)
        assert [office.tiny.wire().get("/").body for _ in range(3)] == [b"hello"] * 3
        assert heard == ["asked"], "it is still there"
        if isinstance(wire.sock, ssl.SSLSocket):
            wire.sock.settimeout(0.0)
            with pytest.raises(ssl.SSLWantReadError):  # what closes TLS is sent, and not answered
                wire.sock.unwrap()
        wire.close()
        until(lambda: heard == ["asked", "gone"])


def test_a_page_of_http_is_foreign_to_https(office: SecureOffice) -> None:
    """The Origin rule holds with the scheme: whoever can change a plain page must not act from it over TLS."""
    wire = office.wire()
    wire.ask("POST", "/echo", {"Origin": f"http://127.0.0.1:{wire.port}"}, b"x")
    answer = wire.answer()
    assert (answer.status, answer.code) == (403, "bad_origin")


def test_people_chat_over_wss_beside_others_over_ws(office: SecureOffice) -> None:
    ana, ben, cleo = office.join("ana"), office.join("ben"), office.tiny.join("cleo")
    links = [found.link for found in office.tiny.engine.sockets.values()]
    assert sum(isinstance(link, TlsWebSocket) for link in links) == 2
    for number in range(200):
        (ana if number % 2 else cleo).command("say", str(number))
        assert [peer.said() for peer in (ana, ben, cleo)] == [str(number)] * 3


def test_a_stalled_reader_of_wss_is_cut_and_the_others_get_everything(office: SecureOffice) -> None:
    ana, dora = office.join("ana"), office.join("dora", receive_buffer=4_096)
    piece = "x" * 50_000
    for _ in range(MAX_OUT_BYTES * 8 // len(piece)):
        ana.command("say", piece)
        assert ana.said() == piece
    assert [sid for sid, _ in until(lambda: office.tiny.gone)] == [dora.sid]
    ana.command("say", "afterwards")
    assert ana.said() == "afterwards"


def test_new_connections_get_the_new_certificate_and_old_ones_stay(office: SecureOffice) -> None:
    ana = office.join()
    office.names.append("192.168.7.9")
    office.certificates.refresh()
    found = office.wire().sock.getpeercert()  # type: ignore[attr-defined]
    assert ("IP Address", "192.168.7.9") in found["subjectAltName"]
    ana.command("say", "still here")
    assert ana.said() == "still here"


HELLO = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"


@pytest.mark.parametrize("start", [HELLO, HELLO[:1], b""], ids=["half a hello", "one byte", "nothing"])
def test_a_slow_handshake_ends_in_time(office: SecureOffice, monkeypatch: pytest.MonkeyPatch, start: bytes) -> None:
    monkeypatch.setattr("chat_desktop.network.tls.detect.HANDSHAKE_SECONDS", 0.3)
    monkeypatch.setattr("chat_desktop.network.http.handler.HEAD_SECONDS", 0.3)
    wire = office.tiny.wire()
    with at_most(4.5):
        wire.send(start)
        assert wire.ended()
    until(lambda: office.tiny.thread.open_connections == 0)


def test_a_handshake_that_drips_is_no_way_round_its_time(office: SecureOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chat_desktop.network.tls.detect.HANDSHAKE_SECONDS", 0.5)
    wire = office.tiny.wire()
    with at_most(4.5):
        assert drip(wire, HELLO + b"\0" * 500)


def drip(wire: RawConnection, data: bytes) -> bool:
    """Byte by byte; whether the server closed meanwhile."""
    wire.sock.settimeout(0.02)
    for at in range(len(data)):
        try:
            wire.send(data[at : at + 1])
            if wire.sock.recv(1) == b"":
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16" + b"\xff" * 4_000,
        HELLO + b"\xff" * 600,
        b"\x80\x2e\x01\x00\x02" + b"\0" * 60,
        b"\x00" * 9_000,
        b"\r\n" * 50,
    ],
)
def test_garbage_ends_its_connection_and_nothing_else(office: SecureOffice, garbage: bytes) -> None:
    for _ in range(MAX_PER_ADDRESS * 2):
        wire = office.tiny.wire()
        with_nothing_left(wire, garbage)
    assert office.wire().get("/").body == b"hello"
    assert office.tiny.wire().get("/").body == b"hello"


def with_nothing_left(wire: RawConnection, garbage: bytes) -> None:
    try:
        wire.send(garbage)
        wire.sock.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # it was quicker
    wire.rest()
    wire.close()


def test_open_handshakes_are_counted_as_the_strangers_that_they_are(
    office: SecureOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty of one address, and no more: each costs a greenlet and OpenSSL's buffers."""
    # On a machine that stood still for a second, one of them would give way, or be closed.
    monkeypatch.setattr("chat_desktop.network.http.connection_limits.EVICTABLE_AFTER_SECONDS", 60.0)
    monkeypatch.setattr("chat_desktop.network.http.handler.HEAD_SECONDS", 60.0)
    wires = [office.tiny.wire() for _ in range(MAX_PER_ADDRESS)]
    for wire in wires:
        wire.send(HELLO)
    until(lambda: office.tiny.thread.open_connections == MAX_PER_ADDRESS)
    refused = office.tiny.wire()
    assert b"429" in refused.rest()[:40]
    wires[0].close()
    until(lambda: office.tiny.thread.open_connections < MAX_PER_ADDRESS)
    assert office.wire().get("/").body == b"hello"


def test_old_versions_of_tls_are_refused(office: SecureOffice) -> None:
    context: Any = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with pytest.warns(DeprecationWarning, match="deprecated"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(OSError, match=r"(?i)protocol|alert|reset|version"):
        context.wrap_socket(office.tiny.wire().sock)


def test_a_socket_whose_bytes_are_there_already_asks_for_a_turn_for_each_piece(
    office: SecureOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(fair_share, "wait", asked.append)
    ana = office.join()
    del asked[:]
    pieces = 20
    for number in range(pieces):
        ana.command("echo", f"{number} " + "x" * RECEIVE_BYTES)
    until(lambda: len(office.tiny.heard) == pieces)
    assert len(asked) >= pieces


def test_a_socket_over_tls_holds_no_place_among_the_connections(office: SecureOffice) -> None:
    ana = office.join()
    until(lambda: office.tiny.thread.open_connections == 0)
    ana.command("echo", "still here")
    until(lambda: office.tiny.heard == ["still here"])
