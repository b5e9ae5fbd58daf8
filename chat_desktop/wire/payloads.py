"""Converts records to JSON objects, for HTTP responses and for the socket. Only this package does that."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from weakref import ref

from msgspec import Raw, json

from chat_desktop.chat.core.records import (
    Activity,
    AuditEntry,
    Device,
    Invite,
    Knock,
    LastMessage,
    Member,
    Message,
    Office,
    Page,
    PersonRooms,
    Room,
    RoomDetails,
    SharedRoom,
    User,
)
from chat_desktop.chat.joining.join_attempts import JoinAttempt
from chat_desktop.chat.office import languages
from chat_desktop.chat.rooms.left_rooms import LeftRoom
from chat_desktop.chat.rooms.presence import State
from chat_desktop.chat.users.user_agents import describe
from chat_desktop.wire import devices
from chat_desktop.wire.messages import message as message
from chat_desktop.wire.refusals import error as error
from chat_desktop.wire.times import time as time

Payload = dict[str, Any]

_encoded: dict[int, tuple[ref[Message], Raw]] = {}  # by the record's `id`


def message_json(record: Message) -> Raw:
    """Returns `message` as encoded JSON. It is cached for the event and the ack, so the record must not change."""
    key = id(record)
    kept = _encoded.get(key)
    if kept is None:
        # The entry goes with its record, before there can be another of the same id.
        gone = ref(record, lambda _: _encoded.pop(key, None))
        kept = _encoded[key] = gone, Raw(json.encode(message(record)))
    return kept[1]


def user(record: User, presence: State) -> Payload:
    """Returns a user with their presence; an inactive user is offline."""
    return {
        "id": record.id,
        "name": record.name,
        "role": record.role,
        "active": record.active,
        "inactive_as": record.inactive_as,
        "read_only": record.read_only,
        "presence": presence if record.active else "offline",
        **({} if record.has_password is None else {"has_password": record.has_password}),
        **({} if record.availability is None or not record.active else availability(record.availability)),
    }


@lru_cache(maxsize=1024)
def availability(text: str) -> Payload:
    """Returns the optional keys of a user: `status`, `do_not_disturb` and `quiet_hours`. The result must not change."""
    parts: Payload = json.decode(text)
    for part in parts.values():
        if "until" in part:
            part["until"] = time(part["until"])
    return parts


def room(record: Room, read_seq: int | None = None) -> Payload:
    """Returns a room. `read_seq` replaces the record's, because marks are committed up to a second later."""
    read = record.read_seq if read_seq is None else read_seq
    return {
        **_shared_keys(record),
        "read_seq": read,
        "involvement": record.involvement,
        "unread_mentions": record.unread_mentions if read < record.last_seq else 0,
    }


def room_details(record: RoomDetails) -> Payload:
    """Returns what only the details of a room show."""
    made = {"created_at": time(record.created_at), "creator_id": record.creator_id}
    return {"description": record.description, **made}


def left_room(record: LeftRoom) -> Payload:
    """Returns an archived room that everybody has left."""
    return {"id": record.id, "name": record.name, "archived_at": time(record.archived_at)}


def welcome(records: PersonRooms, read_seqs: Mapping[str, int], beside: Payload) -> list[bytes]:
    """Returns the pieces of the JSON of `welcome`: the rooms of a person, as `room` converts them, and `beside`.

    The part of a room that is the same for everyone is encoded once. `read_seqs` has the read mark of each room.
    """
    rooms, mentions = records.rooms, records.mentions
    reads = [read_seqs[room.id] for room in rooms]
    unread = (room.id if read < room.last_seq else "" for room, read in zip(rooms, reads, strict=True))
    counts = [mentions.get(room_id, 0) for room_id in unread] if mentions else [0] * len(rooms)
    pieces = [b",{"] * (3 * len(rooms))
    pieces[1::3] = map(_own_part, reads, records.involvements, counts)
    pieces[2::3] = [room.encoded or _shared_part(room) for room in rooms]
    pieces[:1] = [b'{"rooms":[', *([b"{"] if rooms else [])]
    return [*pieces, b"],", json.encode(beside)[1:]]


def member(record: Member, read_seq: int | None = None) -> Payload:
    """Returns a member of a room. `read_seq` replaces the record's."""
    return {
        "user_id": record.user_id,
        "read_seq": record.read_seq if read_seq is None else read_seq,
        "involvement": record.involvement,
    }


def invite(record: Invite, join_url: str, qr: Payload) -> Payload:
    """Returns an invite with its link and QR code."""
    return {
        "id": record.id,
        "label": record.label,
        "role": record.role,
        "read_only": record.read_only,
        "room_ids": list(record.room_ids),
        "created_at": time(record.created_at),
        "expires_at": time(record.expires_at),
        "joined": record.joined,
        "join_url": join_url,
        "qr": qr,
    }


def knock(record: Knock) -> Payload:
    """Returns a request to join."""
    return {
        "id": record.id,
        "name": record.name,
        **devices.named(record.device),
        "address": record.address,
        "digits": record.digits,
        "at": time(record.at),
    }


def device(record: Device, activity: Activity, now: int) -> Payload:
    """Returns a session. `now` is in ms. `activity` is newer than the database, which is updated twice a day."""
    heard = 0 if activity.ago_seconds is None else now - int(activity.ago_seconds * 1000)
    return {
        "id": record.id,
        **devices.named(describe(record.agent)),
        "address": activity.address or record.address,
        "created_at": time(record.created_at),
        "seen_at": time(max(heard, record.seen_at)),
        "current": record.current,
        "front_desk": record.desk_id,
        "connected": activity.connected,
    }


def audit_entry(record: AuditEntry) -> Payload:
    """Returns an entry of the audit log."""
    return {
        "n": record.n,
        "at": time(record.at),
        "act": record.act,
        "actor_id": record.actor_id,
        "subject_id": record.subject_id,
        "detail": record.detail,
    }


def arrival(record: JoinAttempt, state: str, problem: str) -> Payload:
    """Returns a join attempt with its state and its problem."""
    return {
        "id": record.id,
        "address": record.address,
        **devices.named(record.device),
        "at": time(record.at),
        "page": record.page,
        "script": record.script,
        "signed_in": record.signed_in,
        "joined": record.joined,
        "socket": record.socket,
        "user_id": record.user_id,
        "state": state,
        "problem": problem,
        "words": record.error,
    }


def office(record: Office) -> Payload:
    """Returns the office."""
    cards = {"cards": True} if record.has_cards else {}
    return {"id": record.id, "name": record.name, "language": languages.known(record.language), **cards}


def page(record: Page) -> Payload:
    """Returns a page of a room's history."""
    return {
        "messages": [message(m) for m in record.messages],
        "more_before": record.more_before,
        "more_after": record.more_after,
        "last_seq": record.last_seq,
        "last_rev": record.last_rev,
    }


def ok(**keys: Any) -> Payload:
    """Returns the body of a success."""
    return {"ok": True, **keys}


@lru_cache(maxsize=4096)
def _own_part(read_seq: int, involvement: str, unread_mentions: int) -> bytes:
    """Returns the first keys of a room's JSON, after its brace: those that depend on the person."""
    own = {"read_seq": read_seq, "involvement": involvement, "unread_mentions": unread_mentions}
    return json.encode(own)[1:-1]


def _shared_part(record: SharedRoom) -> bytes:
    """Returns the other keys of a room's JSON and its closing brace: those that are the same for everyone."""
    record.encoded = b"," + json.encode(_shared_keys(record))[1:]
    return record.encoded


def _shared_keys(record: Room | SharedRoom) -> Payload:
    """Returns the keys of a room that are the same for all of its members."""
    return {
        "id": record.id,
        "name": record.name,
        "kind": record.kind,
        "home": record.home,
        "topic": record.topic,
        "last_seq": record.last_seq,
        "last_rev": record.last_rev,
        "member_count": record.member_count,
        "user_ids": None if record.user_ids is None else list(record.user_ids),
        "last_message": _last_message(record.last_message),
        **({"archived": True} if record.archived else {}),
        **({} if record.line is None else {"line": record.line}),
    }


def _last_file(kind: str, name: str, duration_ms: int | None) -> Payload:
    return {"kind": kind, "name": name, **({} if duration_ms is None else {"duration_ms": duration_ms})}


def _last_message(record: LastMessage | None) -> Payload | None:
    if record is None:
        return None
    return {
        "seq": record.seq,
        "sender_id": record.sender_id,
        "body": record.body,
        "created_at": time(record.created_at),
        "deleted": record.deleted,
        **({"attachments": [_last_file(*file) for file in record.files]} if record.files else {}),
    }
