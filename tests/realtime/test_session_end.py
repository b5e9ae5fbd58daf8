"""The end of a session closes its connections within two seconds, whatever they are in the middle of."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from chat_desktop.realtime.transport import engine, socket
from chat_desktop.realtime.transport.outbox import MAX_OUT_BYTES
from tests.realtime.poller import Poller
from tests.support.clocks.stopwatch import at_most
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.raw_connection import RawConnection
from tests.support.hosts.tiny_server import RawWebSocket, TinyOffice, until

WITHIN_SECONDS = 2.0


class Client:
    """Somebody who is signed in at a host: `cookie` says who. `stack` closes what it opens."""

    def __init__(self, stack: ExitStack, port: int, cookie: str) -> None:
        self._stack, self._port, self.cookie = stack, port, cookie

    def wire(self) -> RawConnection:
        wire = RawConnection(self._port)
        self._stack.callback(wire.close)
        return wire

    def poller(self, connect: bool = True) -> Poller:
        return Poller(self, connect=connect, cookie=self.cookie)

    def peer(self, sid: str = "", connect: bool = True) -> RawWebSocket:
        return RawWebSocket(self.wire(), sid=sid, connect=connect, cookie=self.cookie)


def polling_before_connect(client: Client) -> list[RawConnection]:
    client.poller(connect=False)
    return []


def polling_between_two_polls(client: Client) -> list[RawConnection]:
    client.poller()
    return []


def upgrade_before_the_probe(client: Client) -> list[RawConnection]:
    return [client.peer(client.poller().eio).wire]


def upgrade_after_the_probe(client: Client) -> list[RawConnection]:
    poller = client.poller()
    poller.begin_poll()
    peer = client.peer(poller.eio)
    peer.text_to("2probe")
    assert peer.text() == "3probe"
    assert poller.wire.answer().body == b"6"
    return [peer.wire]


def upgrade_after_the_probe_without_connect(client: Client) -> list[RawConnection]:
    peer = client.peer(client.poller(connect=False).eio)
    peer.text_to("2probe")
    assert peer.text() == "3probe"
    return [peer.wire]


def websocket_before_connect(client: Client) -> list[RawConnection]:
    peer = client.peer(connect=False)
    assert peer.text().startswith("0")
    return [peer.wire]


def websocket_after_connect(client: Client) -> list[RawConnection]:
    return [client.peer().wire]


def websocket_after_disconnect(client: Client) -> list[RawConnection]:
    peer = client.peer()
    peer.text_to("41")
    return [peer.wire]


def websocket_after_an_upgrade(client: Client) -> list[RawConnection]:
    poller = client.poller()
    peer = client.peer(poller.eio)
    peer.text_to("2probe")
    assert peer.text() == "3probe"
    peer.text_to("5")
    return [peer.wire]


State = Callable[[Client], list[RawConnection]]
STATES: list[State] = [
    polling_before_connect,
    polling_between_two_polls,
    upgrade_before_the_probe,
    upgrade_after_the_probe,
    upgrade_after_the_probe_without_connect,
    websocket_before_connect,
    websocket_after_connect,
    websocket_after_disconnect,
    websocket_after_an_upgrade,
]


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


def assert_all_closed(wires: list[RawConnection]) -> None:
    """None of these clients answers a close frame: the host has to end the TCP connection by itself."""
    with at_most(WITHIN_SECONDS):
        for wire in wires:
            wire.rest()


def in_every_state(client: Client) -> list[RawConnection]:
    return [wire for state in STATES for wire in state(client)]


def test_the_host_forgets_connections_in_every_state(stack: ExitStack, office: TinyOffice) -> None:
    wires = in_every_state(Client(stack, office.thread.port, "who=ana"))
    until(lambda: office.engine.count == len(STATES))
    office.thread.call(office.engine.end_sessions, ["ana"])
    assert_all_closed(wires)
    until(lambda: office.engine.count == 0)
    assert not office.engine.outbox.timed


def test_sign_out_closes_connections_in_every_state(stack: ExitStack, host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    wires = in_every_state(client_of(stack, cleo))
    cleo.delete("/api/session").expect()
    assert_all_closed(wires)


def test_a_ban_closes_connections_in_every_state(stack: ExitStack, fresh_host: ServedHost) -> None:
    cleo = fresh_host.newcomer("Cleo")
    wires = in_every_state(client_of(stack, cleo))
    fresh_host.ana.post(f"/api/users/{cleo.user_id}/ban").expect()
    assert_all_closed(wires)


def client_of(stack: ExitStack, browser: Browser) -> Client:
    return Client(stack, int(browser.url.rpartition(":")[2]), browser.cookie)


def test_a_poll_that_waits_is_told_the_end(stack: ExitStack, host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    poller = client_of(stack, cleo).poller(connect=False)
    poller.send("40")
    while '"welcome"' not in "".join(poller.poll()):
        pass
    poller.begin_poll()
    with at_most(WITHIN_SECONDS):
        cleo.delete("/api/session").expect()
        told = poller.wire.answer().body.decode().split("\x1e")
    assert told == ['42["session:ended",{"reason":"signed_out"}]', "41", "1"]
    assert poller.ask().code == "not_signed_in"


def test_an_upgrade_that_is_finished_after_the_end_opens_nothing(office: TinyOffice) -> None:
    """The client's last word is on its way when the session ends."""
    poller = Poller(office)
    peer = RawWebSocket(office.wire(), sid=poller.eio)
    peer.text_to("2probe")
    assert peer.text() == "3probe"

    def both() -> None:
        (found,) = office.engine.sockets.values()
        probe = found.probe
        assert probe is not None
        office.engine.end_sessions(["ana"])
        probe.received("5")

    office.thread.call(both)
    assert_all_closed([peer.wire])
    until(lambda: office.engine.count == 0)


@pytest.mark.parametrize("upgrades", [False, True], ids=["at once", "from polling"])
def test_a_session_that_ends_during_the_handshake_opens_nothing(
    office: TinyOffice, monkeypatch: pytest.MonkeyPatch, upgrades: bool
) -> None:
    """Its answer waits in the buffer of a client that does not read: others are served meanwhile."""
    poller = Poller(office) if upgrades else None
    module = socket if upgrades else engine
    real = module.shake_hands

    def interrupted(environ: dict[str, object]) -> object:
        sock = real(environ)
        office.engine.end_sessions(["ana"])
        return sock

    monkeypatch.setattr(module, "shake_hands", interrupted)
    peer = RawWebSocket(office.wire(), sid=poller.eio if poller else "", connect=False)
    assert_all_closed([peer.wire])
    until(lambda: office.engine.count == 0)


def test_a_client_that_does_not_read_is_closed_too(office: TinyOffice) -> None:
    ana = RawWebSocket(office.wire(receive_buffer=4_096))
    office.emit(*["x" * 1_000] * (MAX_OUT_BYTES // 2_000))
    office.thread.call(office.engine.end_sessions, ["ana"])
    with at_most(WITHIN_SECONDS):
        until(lambda: not office.engine.count and not office.engine.outbox.timed)
    ana.wire.close()
