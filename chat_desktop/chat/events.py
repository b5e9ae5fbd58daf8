"""What happened. Recorded by rules, published after the commit, in the order of commits."""

from dataclasses import dataclass

from chat_desktop.chat.records import Involvement, Message, Office, Room, User


@dataclass(frozen=True, slots=True)
class MessagePosted:
    message: Message


@dataclass(frozen=True, slots=True)
class MessageChanged:
    message: Message


@dataclass(frozen=True, slots=True)
class RoomChanged:
    """`views`: the room as each of its members sees it."""

    room_id: str
    views: dict[str, Room]


@dataclass(frozen=True, slots=True)
class MemberJoined:
    """`view`: the room as the newcomer sees it."""

    user_id: str
    view: Room


@dataclass(frozen=True, slots=True)
class MemberLeft:
    room_id: str
    user_id: str
    member_count: int


@dataclass(frozen=True, slots=True)
class InvolvementChanged:
    room_id: str
    user_id: str
    involvement: Involvement


@dataclass(frozen=True, slots=True)
class ReadChanged:
    room_id: str
    user_id: str
    read_seq: int


@dataclass(frozen=True, slots=True)
class UserChanged:
    """A person came, was renamed, got another role or became inactive."""

    user: User
    users_rev: int


@dataclass(frozen=True, slots=True)
class SessionsEnded:
    session_ids: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class OfficeChanged:
    office: Office


Event = (
    MessagePosted
    | MessageChanged
    | RoomChanged
    | MemberJoined
    | MemberLeft
    | InvolvementChanged
    | ReadChanged
    | UserChanged
    | SessionsEnded
    | OfficeChanged
)
