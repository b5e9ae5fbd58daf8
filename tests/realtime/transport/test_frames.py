"""The frame reader alone: whatever way the bytes come, the messages are the same."""

import struct
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat_desktop.realtime.transport import frames
from chat_desktop.realtime.transport.frames import FrameError, Reader
from tests.support.hosts.tiny_server import masked


def fed(data: bytes) -> list[tuple[int, str | bytes]]:
    return Reader().feed(data)


@given(
    texts=st.lists(st.text(max_size=300), max_size=6),
    cuts=st.lists(st.integers(0, 3000), max_size=12),
    mask=st.binary(min_size=4, max_size=4),
)
def test_messages_are_the_same_however_the_bytes_are_cut(texts: list[str], cuts: list[int], mask: bytes) -> None:
    data = b"".join(masked(frames.TEXT, text.encode(), mask=mask) for text in texts)
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    reader, got = Reader(), []
    for start, end in pairwise(edges):
        got += reader.feed(data[start:end])
    assert got == [(frames.TEXT, text) for text in texts]


@given(pieces=st.lists(st.text(max_size=40), min_size=1, max_size=20))
def test_fragments_become_one_message_with_a_ping_between_them(pieces: list[str]) -> None:
    reader, got = Reader(), []
    for place, piece in enumerate(pieces):
        opcode = frames.TEXT if place == 0 else frames.CONTINUATION
        got += reader.feed(masked(opcode, piece.encode(), final=place == len(pieces) - 1))
        got += reader.feed(masked(frames.PING, b"hi"))
    assert got.count((frames.PING, b"hi")) == len(pieces)
    assert [text for kind, text in got if kind == frames.TEXT] == ["".join(pieces)]


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536, frames.MAX_IN_BYTES])
def test_every_size_that_is_allowed_arrives(size: int) -> None:
    assert fed(masked(frames.TEXT, b"x" * size)) == [(frames.TEXT, "x" * size)]


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
def test_what_we_frame_can_be_read(size: int) -> None:
    made = frames.message_frame("x" * size)
    length = {0: 2, 126: 4, 127: 10}.get(made[1] if made[1] > 125 else 0, 2)
    assert made[0] == 0x81
    assert made[length:] == b"x" * size


BROKEN = {
    "too big, and only its head is here": (struct.pack("!BBQ", 0x81, 0xFF, frames.MAX_IN_BYTES + 1), 1009),
    "10^18 bytes": (struct.pack("!BBQ", 0x81, 0xFF, 10**18), 1009),
    "the last fragment too many": (
        masked(1, b"x" * 100_000, final=False) + struct.pack("!BBH", 0x80, 0xFE, 31_073),
        1009,
    ),
    "binary": (masked(2, b"x"), 1003),
    "not masked": (frames.message_frame("hello"), 1002),
    "a reserved bit": (masked(1, b"x", bits=0x40), 1002),
    "a reserved opcode": (masked(3, b"x"), 1002),
    "a reserved control opcode": (masked(11, b"x"), 1002),
    "a fragment of nothing": (masked(0, b"x"), 1002),
    "a second beginning": (masked(1, b"x", final=False) + masked(1, b"y"), 1002),
    "a long ping": (masked(9, b"x" * 126), 1002),
    "a ping in pieces": (masked(9, b"x", final=False), 1002),
    "no UTF-8": (masked(1, b"\xc3\x28"), 1007),
    "half a character": (masked(1, b"\xf0\x9f", final=False) + masked(0, b""), 1007),
    "a surrogate": (masked(1, b"\xed\xa0\x80"), 1007),
    "129 fragments": (masked(1, b"", final=False) + masked(0, b"", final=False) * 128, 1008),
}


@pytest.mark.parametrize(("data", "code"), BROKEN.values(), ids=list(BROKEN))
def test_what_breaks_the_protocol_or_a_bound_has_its_close_code(data: bytes, code: int) -> None:
    with pytest.raises(FrameError) as refused:
        fed(data)
    assert refused.value.code == code


def test_bytes_that_drip_in_are_kept_no_longer_than_their_message() -> None:
    reader = Reader()
    data = masked(frames.TEXT, b"x" * 1000)
    got = [message for place in range(len(data)) for message in reader.feed(data[place : place + 1])]
    assert got == [(frames.TEXT, "x" * 1000)]
    assert reader._rest is None


@pytest.mark.parametrize(("payload", "code"), [(b"", 1000), (b"\x03\xe9bye", 1001), (b"\x0f\xa0", 4000)])
def test_a_close_frame_tells_its_code(payload: bytes, code: int) -> None:
    assert frames.close_code(payload) == code


@pytest.mark.parametrize("payload", [b"\x03", b"\x03\xee", b"\x00\x00", b"\x07\xd0", b"\xff\xff"])
def test_a_close_code_that_does_not_exist_is_refused(payload: bytes) -> None:
    with pytest.raises(FrameError):
        frames.close_code(payload)
