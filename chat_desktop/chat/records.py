"""What crosses between threads: plain, frozen, and the same for every door. Times are milliseconds since 1970, UTC."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["owner", "admin", "member", "guest"]
Kind = Literal["open", "closed", "direct"]
Involvement = Literal["everything", "mentions", "nothing", "hidden"]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a session token stands for."""

    session_id: str
    user_id: str


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who asks, as the database knows them at this moment."""

    session_id: str
    user_id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Office:
    id: str
    name: str
    join_code: str
    users_rev: int
    has_owner: bool


@dataclass(frozen=True, slots=True)
class User:
    id: str
    name: str
    role: Role
    active: bool


@dataclass(frozen=True, slots=True)
class LastMessage:
    """What a list of rooms shows of a room's newest message; `body` is cut to a line."""

    seq: int
    sender_id: str
    body: str
    created_at: int
    deleted: bool


@dataclass(frozen=True, slots=True)
class Room:
    """A room as one of its people sees it; `user_ids` for direct rooms only."""

    id: str
    kind: Kind
    name: str | None
    home: bool
    topic: str
    last_seq: int
    last_rev: int
    member_count: int
    read_seq: int
    involvement: Involvement
    unread_mentions: int
    user_ids: tuple[str, ...] | None
    last_message: LastMessage | None


@dataclass(frozen=True, slots=True)
class Member:
    user_id: str
    read_seq: int
    involvement: Involvement


@dataclass(slots=True)
class Message:
    """A row of `messages` as fixed SQL brings it: `mentions` and `reactions` are JSON text or None."""

    id: str
    room_id: str
    seq: int
    rev: int
    client_id: str
    sender_id: str
    body: str
    created_at: int
    edited_at: int | None
    deleted: int
    reply_to: str | None
    mentions: str | None
    reactions: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a room's messages in the order of seq."""

    messages: list[Message]
    more_before: bool
    more_after: bool
    last_seq: int
    last_rev: int


@dataclass(frozen=True, slots=True)
class Sync:
    """What changed since; `more`: ask again."""

    messages: list[Message]
    more: bool
    rooms: list[Room]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session: the token goes into the browser's cookie and is nowhere else."""

    user: User
    session_id: str
    token: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a page needs to start."""

    user: User
    office: Office
    rooms: list[Room]
    users: list[User]
