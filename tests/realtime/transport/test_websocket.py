"""One WebSocket after the handshake, over a real socket: order, bounds and what each breach is answered with."""

import contextlib
import gc
import json
import socket
import struct
import threading

import gevent
import pytest

from chat_desktop.realtime.transport import frames
from chat_desktop.realtime.transport.outbox import MAX_OUT_BYTES, Backlog
from chat_desktop.realtime.transport.websocket import LINGER_SECONDS, MAX_INBOX_BYTES, WebSocket
from tests.support.clocks.stopwatch import at_most
from tests.support.hosts.tiny_server import ClosedError, RawWebSocket, TinyOffice, masked, until


def test_what_one_person_says_arrives_in_order_and_before_its_ack(office: TinyOffice) -> None:
    ana, ben = office.join("ana"), office.join("ben")
    for number in range(500):
        ana.command("say", str(number), ack=number + 1)
    assert [ben.said() for _ in range(500)] == [str(number) for number in range(500)]
    told = [ana.text() for _ in range(1000)]
    assert told == [text for n in range(500) for text in (f'42["said","{n}"]', f'43{n + 1}[{{"ok":true}}]')]


def test_a_burst_to_everyone_leaves_in_one_piece(office: TinyOffice) -> None:
    ana = office.join("ana")
    office.emit(*(str(number) for number in range(100)))
    assert ana.said() == "0"
    # The rest came in the same segment: nothing more has to be received for it.
    ana.wire.sock.setblocking(False)
    assert [ana.said() for _ in range(99)] == [str(number) for number in range(1, 100)]


def test_no_extension_is_agreed(office: TinyOffice) -> None:
    assert "sec-websocket-extensions" not in office.join().handshake.headers


def test_nagle_is_off(office: TinyOffice) -> None:
    office.join()
    (link,) = (found.link for found in office.engine.sockets.values())
    assert isinstance(link, WebSocket)
    assert link._sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_text_of_every_script_arrives_whole_in_any_pieces(office: TinyOffice) -> None:
    ana = office.join()
    packet = '421["echo","grüße 🎉 ' + "語" * 40_000 + '"]'
    data = packet.encode()
    pieces = [data[:5], data[5:11], data[11:70_000], data[70_000:]]
    for place, piece in enumerate(pieces):
        ana.wire.send(masked(1 if place == 0 else 0, piece, final=place == 3))
        ana.wire.send(masked(9, b"between"))
    answers = [ana.frame() for _ in range(5)]
    assert answers.count((10, b"between")) == 4
    (text,) = [body.decode() for opcode, body in answers if opcode == 1]
    # With either JSON library: one writes letters as they are, the other as escapes.
    assert "🎉" in json.loads(text[text.index("[") :])[0]


BREACHES = {
    "a frame that announces too much": (struct.pack("!BBQ", 0x81, 0xFF, 1 << 40), 1009),
    "binary": (masked(2, b"4hello"), 1003),
    "no UTF-8": (masked(1, b'42["echo","\xff"]'), 1007),
    "not masked": (frames.message_frame("3"), 1002),
    "a compressed frame": (masked(1, b"\x00", bits=0x40), 1002),
    "a ping in pieces": (masked(9, b"", final=False), 1002),
    "10^5 empty fragments": (masked(1, b"", final=False) + masked(0, b"", final=False) * 100_000, 1008),
    "a binary packet": (masked(1, b'451-["echo",{"_placeholder":true,"num":0}]'), 1003),
    "a packet of 10^9 attachments": (masked(1, b'451000000000-["echo"]'), 1003),
    "a base64 packet": (masked(1, b"baGVsbG8="), 1003),
    "an event that calls connect": (masked(1, b'42["connect",{},{}]'), 1002),
    "an event that calls disconnect": (masked(1, b'42["disconnect","x"]'), 1002),
    "no JSON": (masked(1, b'42["echo'), 1002),
    "an event that is no list": (masked(1, b'42{"a":1}'), 1002),
    "an event without a name": (masked(1, b"42[]"), 1002),
    "an event whose name is a list": (masked(1, b"42[[1]]"), 1002),
    "60,000 opened brackets": (masked(1, b"42" + b"[" * 60_000), 1002),
    "an ack of nothing": (masked(1, b"43[1]"), 1002),
    "an unknown packet": (masked(1, b"9"), 1002),
    "an empty packet": (masked(1, b""), 1002),
}


@pytest.mark.parametrize(("data", "code"), BREACHES.values(), ids=list(BREACHES))
def test_a_breach_is_answered_with_its_code_and_harms_nobody(
    office: TinyOffice, data: bytes, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    ana, ben = office.join("ana"), office.join("ben")
    ana.wire.send(data)
    assert ana.close_code() == code
    until(lambda: office.gone, "the application hears of it")
    assert [sid for sid, _ in office.gone] == [ana.sid]
    office.emit("still here")
    assert ben.said() == "still here"
    assert caplog.records == []  # a breach is no error of ours, and what was sent is nobody's to read


def test_a_huge_message_is_refused_before_it_is_here(office: TinyOffice) -> None:
    ana = office.join()
    ana.wire.send(struct.pack("!BBQ", 0x81, 0xFF, 200_000) + b"\x00\x00\x00\x00")
    with at_most(LINGER_SECONDS, "whoever has read why need not wait for the end"):
        assert ana.close_code() == 1009


def test_pings_of_the_protocol_are_answered_with_their_own_payload(office: TinyOffice) -> None:
    ana = office.join()
    ana.wire.send(masked(9, b"are you there"))
    assert ana.frame() == (10, b"are you there")


def test_a_closing_client_gets_its_own_code_back(office: TinyOffice) -> None:
    ana = office.join()
    ana.wire.send(masked(8, struct.pack("!H", 1001)))
    assert ana.frame() == (8, struct.pack("!H", 1001))
    assert ana.wire.ended()
    assert until(lambda: office.gone) == [(ana.sid, "transport close")]


def test_what_was_said_before_a_close_is_still_heard(office: TinyOffice) -> None:
    ana = office.join()
    ana.wire.send(b"".join(masked(1, f'42["echo",{n}]'.encode()) for n in range(50)) + masked(8, b""))
    until(lambda: office.gone)
    assert office.heard == list(range(50))


def test_long_messages_that_wait_for_their_handler_take_a_bounded_memory(office: TinyOffice) -> None:
    """The first one is still being handled, as it is while the disk takes its time."""
    ana = office.join()
    waiting, over = [0], threading.Event()
    piece = masked(1, f'42["echo","{"x" * 120_000}"]'.encode())

    def hold(sid: str, body: str) -> None:
        while not over.is_set():
            links = [found.link for found in office.engine.sockets.values()]
            waiting.extend(len(link._inbox) for link in links if isinstance(link, WebSocket))
            gevent.sleep(0.001)

    office.server.on("echo", hold)
    ana.wire.sock.settimeout(1)
    with contextlib.suppress(TimeoutError):
        for _ in range(100):
            ana.wire.send(piece)
    until(lambda: max(waiting))
    over.set()
    ana.wire.close()
    until(lambda: office.engine.count == 0)
    assert max(waiting) <= MAX_INBOX_BYTES // 120_000 + 1


def stalled(office: TinyOffice) -> RawWebSocket:
    """Somebody with a small window who reads nothing after the welcome."""
    return RawWebSocket(office.wire(receive_buffer=4_096), "dora")


def fill(office: TinyOffice, size: int, ready: RawWebSocket) -> None:
    """`size` bytes to everyone in pieces, which `ready` reads as they come."""
    piece = "x" * 50_000
    for _ in range(size // len(piece)):
        office.emit(piece)
        ready.said()


def test_a_stalled_reader_is_cut_at_the_bound_and_the_others_get_everything(office: TinyOffice) -> None:
    ana, dora = office.join("ana"), stalled(office)
    fill(office, MAX_OUT_BYTES * 5, ready=ana)
    until(lambda: office.engine.count == 1, "dora is cut")
    assert until(lambda: office.gone)[0][0] == dora.sid
    office.emit("afterwards")
    assert ana.said() == "afterwards"


def test_a_stalled_reader_that_wakes_up_finds_whole_messages_and_then_1013(
    office: TinyOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As long as it may take until it wakes up.
    monkeypatch.setattr("chat_desktop.realtime.transport.websocket.LINGER_SECONDS", 60.0)
    ana, dora = office.join("ana"), stalled(office)
    fill(office, MAX_OUT_BYTES * 5, ready=ana)
    told: list[str] = []
    with pytest.raises(ClosedError) as closed:
        told.extend(iter(dora.said, ""))
    assert closed.value.code == 1013
    assert set(told) == {"x" * 50_000}
    assert len(told) * 50_000 < MAX_OUT_BYTES, "what had not begun to leave was dropped, and the kernel held little"


def test_a_cut_reader_leaves_nothing_behind(office: TinyOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chat_desktop.realtime.transport.websocket.LINGER_SECONDS", 0.05)
    monkeypatch.setattr("chat_desktop.realtime.transport.engine.HEARTBEAT_SECONDS", 0.05)
    ana = office.join("ana")
    for _ in range(5):
        stalled(office)
    fill(office, MAX_OUT_BYTES * 5, ready=ana)
    until(lambda: not office.engine.outbox.timed and office.engine.count == 1, "they are gone")

    def left() -> bool:
        gc.collect()
        kept = [type(item) for item in gc.get_objects() if isinstance(item, WebSocket | Backlog)]
        return kept == [WebSocket]

    until(left, "only ana's connection is in memory")


def test_one_long_answer_may_exceed_the_bound_for_a_reader_who_reads(office: TinyOffice) -> None:
    ana = office.join("ana")
    long = "y" * (MAX_OUT_BYTES * 3)
    office.emit(long, "short")
    assert ana.said() == long
    assert ana.said() == "short"


def test_a_slow_reader_gets_everything_in_order(office: TinyOffice) -> None:
    dora = stalled(office)
    told = [f"{number} " + "z" * 9_000 for number in range(100)]  # more than the kernel takes, less than the bound
    for text in told:
        office.emit(text)
    assert [dora.said() for _ in range(100)] == told


def test_a_client_whose_handler_waits_is_not_read_without_end(office: TinyOffice) -> None:
    import gevent.event

    release = office.thread.call(gevent.event.Event)

    def wait(sid: str, body: object) -> None:
        release.wait(20)

    office.server.on("wait", wait)
    ana, ben = office.join("ana"), office.join("ben")
    ana.wire.sock.settimeout(1.0)
    data = masked(1, b'42["wait",' + b'"' + b"w" * 1_000 + b'"]') * 30_000
    with pytest.raises(TimeoutError):
        ana.wire.send(data)
    ben.command("say", "not held up")
    assert ben.said() == "not held up"
    office.thread.call(release.set)


def test_a_flood_of_pings_is_cut(office: TinyOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chat_desktop.realtime.transport.engine.HEARTBEAT_SECONDS", 0.05)
    ana = office.join()
    ana.wire.send(masked(9, b"") * 5_000)
    assert ana.wire.rest().endswith(frames.close_frame(1008))
    until(lambda: office.gone)


def test_a_handler_that_fails_closes_the_connection_and_says_so_in_the_log(
    office: TinyOffice, caplog: pytest.LogCaptureFixture
) -> None:
    def boom(sid: str, body: object) -> None:
        raise RuntimeError

    office.server.on("boom", boom)
    ana = office.join()
    ana.command("boom", "secret words")
    assert ana.close_code() == 1011
    assert [record.message for record in caplog.records] == ["a message could not be handled"]
    assert "secret words" not in caplog.text


def test_a_connection_that_is_reset_is_noticed_at_once(office: TinyOffice) -> None:
    ana = office.join()
    with at_most(LINGER_SECONDS):
        ana.wire.reset()
        assert until(lambda: office.gone) == [(ana.sid, "transport close")]
    assert office.engine.count == 0
