"""Socket.IO's rooms under our manager, and what leaves together."""

from typing import Any

import pytest
from socketio import packet as packets

from chat_desktop.realtime.transport import frames
from chat_desktop.realtime.transport.manager import EncodedPacket, Manager, Packet
from chat_desktop.realtime.transport.outbox import SEND_BYTES, join_frames
from tests.realtime.poller import Poller
from tests.support.hosts.tiny_server import TinyOffice


class Server:
    packet_class = Packet


@pytest.fixture
def manager() -> Manager:
    made = Manager()
    made.set_server(Server())
    return made


def connect(manager: Manager, sid: str) -> None:
    manager.basic_enter_room(sid, "/", None, eio_sid=f"eio-{sid}")
    manager.basic_enter_room(sid, "/", sid, eio_sid=f"eio-{sid}")


def test_whoever_goes_is_in_no_room_any_more(manager: Manager) -> None:
    for sid in ("ana", "ben"):
        connect(manager, sid)
        manager.enter_room(sid, "/", "room:1")
    manager.pre_disconnect("ana", "/")
    manager.disconnect("ana", "/")
    assert dict(manager.get_participants("/", "room:1")) == {"ben": "eio-ben"}
    assert manager.sid_from_eio_sid("eio-ana", "/") is None
    assert not manager.pending_disconnect


def test_the_last_one_out_leaves_nothing_behind(manager: Manager) -> None:
    connect(manager, "ana")
    manager.enter_room("ana", "/", "room:1")
    manager.leave_room("ana", "/", "room:1")
    assert list(manager.rooms["/"]) == [None, "ana"]
    manager.disconnect("ana", "/")
    assert (manager.rooms, manager._rooms_of) == ({}, {})


def test_rooms_by_the_thousand_are_entered_as_one_by_one(manager: Manager) -> None:
    other = Manager()
    other.set_server(Server())
    for made in (manager, other):
        connect(made, "ana")
        connect(made, "ben")
        made.enter_room("ana", "/", "room:1")
    manager.enter_all("ben", ["room:1", "room:2"])
    for room in ("room:1", "room:2"):
        other.enter_room("ben", "/", room)
    assert (manager.rooms, manager._rooms_of) == (other.rooms, other._rooms_of)


@pytest.mark.parametrize("size", [1, 100, 200, 70_000])
def test_a_packet_of_pieces_is_the_packet_of_their_text(size: int) -> None:
    text = '42["welcome",{"name":"' + "ä" * size + '"}]'
    pieces = [text[:30].encode(), text[30:].encode()]
    packet = EncodedPacket(pieces)
    assert packet.encode() == packet.encode(b64=True) == text
    assert packet.frame == frames.message_frame(text)


def test_several_rooms_are_asked_once_each_person(manager: Manager) -> None:
    for sid, room in (("ana", "1"), ("ben", "2"), ("cleo", "3")):
        connect(manager, sid)
        manager.enter_room(sid, "/", room)
        manager.enter_room(sid, "/", "everyone")
    assert dict(manager.get_participants("/", ["1", "everyone"])).keys() == {"ana", "ben", "cleo"}


@pytest.mark.parametrize("room", ["1", "ben"])
def test_nobody_enters_a_room_who_is_not_connected_and_nobody_enters_a_person(manager: Manager, room: str) -> None:
    connect(manager, "ben")
    with pytest.raises((KeyError, ValueError)):
        manager.enter_room("dora", "/", room)


def test_a_body_is_not_searched_for_binary(manager: Manager) -> None:
    body: Any = {"nested": [b"x"]}
    assert Packet(packets.EVENT, data=["event", body]).packet_type == packets.EVENT


@pytest.mark.parametrize(
    ("sizes", "chunks"),
    [
        ([], []),
        ([1, 2, 3], [6]),
        ([SEND_BYTES - 1, 1, 1], [SEND_BYTES, 1]),
        ([1, SEND_BYTES * 3, 1], [1, SEND_BYTES * 3, 1]),
    ],
)
def test_frames_that_leave_together_are_chunks_of_bounded_size(sizes: list[int], chunks: list[int]) -> None:
    joined = join_frames([bytes(size) for size in sizes])
    assert [len(chunk) for chunk in joined] == chunks


def test_events_that_leave_together_keep_their_place_over_websockets_and_polls(office: TinyOffice) -> None:
    ben, ana = office.join("ben"), Poller(office)
    expected = ["before", *map(str, range(40)), "after"]

    def tell() -> None:
        office.server.emit("said", "before", to="room")
        office.server.manager.emit_all("said", expected[1:-1], "room")
        office.server.emit("said", "after", to="room")

    office.thread.call(tell)
    assert [ben.said() for _ in expected] == expected
    polled: list[str] = []
    while len(polled) < len(expected):
        polled += ana.poll()
    assert polled == [f'42["said","{text}"]' for text in expected]


def test_nobody_in_the_room_is_nothing_to_do(office: TinyOffice) -> None:
    ana = office.join("ana")
    office.thread.call(lambda: office.server.manager.emit_all("said", ["astray"], "nowhere"))
    office.emit("home")
    assert ana.said() == "home"
