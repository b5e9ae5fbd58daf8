"""Everybody on the network can connect to a computer that shows a code. Only those who know it keep it busy."""

import contextlib
import socket
import sys
import threading
from collections.abc import Iterator

import pytest

from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.moving import channel, codes, waiting
from chat_desktop.operations.moving.channel import KEY_BYTES, MAGIC, PROOF_BYTES, SALT_BYTES
from tests.support.hosts.tiny_server import until

CODE = codes.new_code()
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have one loopback address")
GREETING = len(MAGIC) + SALT_BYTES + KEY_BYTES


class Waiting:
    """Takes each link that comes, until the test ends."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self.listener.getsockname()[1]
        self.taken: list[str] = []
        self.problem: BackupFailed | None = None
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        try:
            for link, _, address in waiting.links(self.listener, CODE):
                link.send(b"X")
                self.taken.append(address)
        except BackupFailed as problem:
            self.problem = problem
        except OSError:
            pass  # the test has ended

    def greeted(self, address: str = "127.0.0.1") -> socket.socket:
        """Returns a connection from an address that says nothing."""
        made = socket.create_connection(("127.0.0.1", self.port), 10, source_address=(address, 0))
        channel.read_exactly(made, GREETING)
        return made

    def knows_the_code(self) -> bool:
        with channel.connected("127.0.0.1", self.port, CODE) as link:
            return link.receive() == (b"X", b"")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[Waiting]:
    monkeypatch.setattr(channel, "PROOF_SECONDS", 60.0)  # nothing ends by itself
    made = Waiting()
    yield made
    made.listener.close()
    made.thread.join(10)
    assert not made.thread.is_alive()


@pytest.fixture
def derived(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The salts for which a secret was derived."""
    found: list[bytes] = []
    real = codes.secret_of

    def secret_of(code: str, salt: bytes) -> bytes:
        found.append(salt)
        return real(code, salt)

    monkeypatch.setattr(codes, "secret_of", secret_of)
    return found


def ended(connection: socket.socket) -> bool:
    connection.settimeout(10)
    with contextlib.suppress(ConnectionError):
        return connection.recv(1) == b""
    return True


def is_closed_after_a_byte(connection: socket.socket) -> bool:
    connection.settimeout(0.1)
    try:
        connection.sendall(b"x")
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


def test_silent_connections_do_not_keep_the_other_computer_waiting(here: Waiting) -> None:
    silent = [here.greeted(f"127.0.1.{number}") for number in range(1, waiting.MOST_GREETED + 1)]
    assert here.knows_the_code()
    assert ended(silent[0])  # the oldest had to give way
    for each in silent:
        each.close()


def test_one_address_cannot_take_the_place_of_others(here: Waiting) -> None:
    other = here.greeted("127.0.1.1")
    silent = [here.greeted() for _ in range(3 * waiting.MOST_OF_ONE)]
    assert all(ended(each) for each in silent[: 2 * waiting.MOST_OF_ONE])
    other.settimeout(0.2)
    with pytest.raises(TimeoutError):
        other.recv(1)
    for each in (other, *silent):
        each.close()


def test_who_sends_byte_by_byte_has_the_same_time(here: Waiting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "PROOF_SECONDS", 1.0)
    slow = here.greeted()
    assert any(is_closed_after_a_byte(slow) for _ in range(KEY_BYTES + PROOF_BYTES - 1))
    slow.close()


def test_nothing_is_derived_for_who_sends_no_proof(here: Waiting, derived: list[bytes]) -> None:
    for _ in range(waiting.MOST_TRIES + 1):
        stranger = here.greeted()
        stranger.sendall(bytes(KEY_BYTES))
        stranger.close()
    assert here.knows_the_code()
    assert len(derived) == 2  # at both ends of the one that knows it
    assert here.problem is None


def guess(connection: socket.socket) -> None:
    connection.sendall(b"\x09" * KEY_BYTES + bytes(PROOF_BYTES))


def test_wrong_codes_slow_down_their_own_address_only_and_end_nothing(
    here: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "SLOW_SECONDS", 60.0)
    for _ in range(waiting.MOST_TRIES):
        stranger = here.greeted("127.0.1.1")
        guess(stranger)
        assert ended(stranger)
        stranger.close()
    slowed = socket.create_connection(("127.0.0.1", here.port), 10, source_address=("127.0.1.1", 0))
    slowed.settimeout(0.2)
    with pytest.raises(TimeoutError):
        slowed.recv(1)
    assert here.knows_the_code()
    assert here.problem is None
    slowed.close()


def test_who_was_slowed_down_is_greeted_in_time_with_the_right_code(here: Waiting) -> None:
    for _ in range(waiting.MOST_TRIES):
        stranger = here.greeted()
        guess(stranger)
        assert ended(stranger)
        stranger.close()
    assert waiting.SLOW_SECONDS < channel.GREETING_SECONDS
    assert here.knows_the_code()


def test_only_so_many_addresses_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST_ADDRESSES", 3)
    greetings = waiting._Greetings(CODE)
    for number in range(9):
        greetings._note_wrong(f"10.0.0.{number}")
    assert list(greetings._wrong) == ["10.0.0.6", "10.0.0.7", "10.0.0.8"]
    assert waiting.group_of("fe80::1:2%eth0") == waiting.group_of("fe80::9:9%eth0")
    assert waiting.group_of("10.0.0.1") != waiting.group_of("10.0.0.2")


def test_a_code_that_turns_out_right_when_nobody_waits_any_more_leaves_no_connection_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    may_end = threading.Event()
    monkeypatch.setattr(channel, "accept_by", lambda *_: may_end.wait(30))
    greetings = waiting._Greetings(CODE)
    near, far = socket.socketpair()
    with near:
        greetings.begin(far, "127.0.0.1")
        greetings.end()
        may_end.set()
        until(lambda: far.fileno() == -1)
    assert greetings.finished() is None
