"""Records that are passed between threads: plain, frozen, and the same for HTTP and sockets. Times are milliseconds
since 1970 in UTC.

They are structs of msgspec, which is cheaper than a dataclass: 0.6 ms less for each at the start, and less for every
message.
"""

from typing import Any, Literal

from msgspec import Struct

Role = Literal["owner", "admin", "member", "guest"]
JoinMethod = Literal["link", "pin", "knock"]
Kind = Literal["open", "closed", "direct"]
Involvement = Literal["everything", "mentions", "nothing", "hidden"]
InactiveAs = Literal["imported", "deactivated", "removed", "banned"]


class Identity(Struct, frozen=True):
    """The session and the person of a session token."""

    session_id: str
    user_id: str


class Actor(Struct, frozen=True):
    """The person who makes a request, as the database has them at this moment."""

    session_id: str
    user_id: str
    name: str
    role: Role
    read_only: bool = False
    has_password: bool = True
    desk_id: str | None = None  # of the front desk at which they are


class Office(Struct, frozen=True):
    """`ways` are the join methods that are on; `pin` is None unless joining by PIN is on."""

    id: str
    name: str
    join_code: str
    users_rev: int
    has_owner: bool
    ways: tuple[JoinMethod, ...] = ("link",)
    pin: str | None = None
    has_cards: bool = False  # links of some hosts get a card (chat/office/link_hosts.py)
    language: str | None = None  # None is English (chat/office/languages.py)


class LinkCard(Struct, frozen=True):
    """What the page behind a link says of itself."""

    url: str
    title: str
    description: str


class MessageCards(Struct, frozen=True):
    """Cards by message id, and by message id the addresses of pages that have still to be read. `hosts` are allowed."""

    hosts: list[str]
    cards: dict[str, list[LinkCard]]
    missing: dict[str, list[str]]


class User(Struct, frozen=True):
    id: str
    name: str
    role: Role
    active: bool
    inactive_as: InactiveAs | None = None
    read_only: bool = False
    has_password: bool | None = None  # only sent to the person; None otherwise
    availability: str | None = None  # JSON text of users/availability.py, None when nothing is set


class Offer(Struct, frozen=True):
    """What a correct code or PIN gives: a role and rooms. `invite_id` is None for the link of the office."""

    role: Role
    read_only: bool = False
    room_ids: tuple[str, ...] = ()
    room_names: tuple[str, ...] = ()
    expires_at: int | None = None
    invite_id: str | None = None


class Invite(Struct, frozen=True):
    """An invite link. `joined` is the number of people who have joined with it."""

    id: str
    code: str
    label: str
    role: Role
    read_only: bool
    room_ids: tuple[str, ...]
    created_at: int
    expires_at: int | None
    joined: int


class Knock(Struct, frozen=True):
    """A request to join, as the owner and the admins see it. Both screens show the `digits`."""

    id: str
    name: str
    device: str
    address: str
    digits: str
    at: int


class LastMessage(Struct, frozen=True):
    """The newest message of a room, for a list of rooms. `body` is a preview: one short line without marks. Where the
    message has no text, `files` are the kind and the name of each file, and the length of a voice note."""

    seq: int
    sender_id: str
    body: str
    created_at: int
    deleted: bool
    files: tuple[tuple[str, str, int | None], ...] = ()


class Room(Struct, frozen=True):
    """A room as one of its members sees it. `user_ids` is set for direct conversations only. Nothing in an archived
    room changes."""

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
    archived: bool = False
    line: str | None = None


class RoomDetails(Struct, frozen=True):
    """What only the details of a room show. `creator_id` is None for the first room."""

    description: str
    created_at: int
    creator_id: str | None


class SharedRoom(Struct):
    """What a room is to all of its members alike. `order` sorts a list of rooms; `encoded` is wire.payloads' own."""

    id: str
    kind: Kind
    name: str | None
    home: bool
    topic: str
    last_seq: int
    last_rev: int
    member_count: int
    user_ids: tuple[str, ...] | None
    last_message: LastMessage | None
    order: float
    archived: bool = False
    line: str | None = None
    encoded: bytes | None = None


class PersonRooms(Struct, frozen=True):
    """All rooms of one person, the first room first. `involvements` stand in the same order; rooms without unread
    mentions are not in `mentions`. `sidebar` is the JSON of their sections, None when nothing is arranged, and
    `preferences` that of what they have set. `drafts_at` is when they last changed a draft, and
    `scheduled` the number of their scheduled messages."""

    rooms: list[SharedRoom]
    read_seqs: dict[str, int]
    involvements: list[Involvement]
    mentions: dict[str, int]
    sidebar: str | None = None
    preferences: str | None = None
    drafts_at: int | None = None
    scheduled: int = 0


class Member(Struct, frozen=True):
    user_id: str
    read_seq: int
    involvement: Involvement


class Message(Struct, weakref=True):
    """A row of `messages` as fixed SQL brings it: `mentions`, `reactions` and `content` are JSON text or None."""

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
    content: str | None = None
    root_id: str | None = None
    thread: str | None = None
    pinned: str | None = None


class Page(Struct, frozen=True):
    """A range of the messages of a room, ordered by seq."""

    messages: list[Message]
    more_before: bool
    more_after: bool
    last_seq: int
    last_rev: int


class Sync(Struct, frozen=True):
    """What has changed since the given revisions. `more` says that the client has to request the rest."""

    messages: list[Message]
    more: bool
    rooms: list[Room]


class SignedIn(Struct, frozen=True):
    """A new session. The token is put into the cookie of the browser and stored nowhere else."""

    user: User
    session_id: str
    token: str


class Snapshot(Struct, frozen=True):
    """Everything that the page shows at its start. `sidebar` and `preferences` are JSON, or None."""

    user: User
    office: Office
    rooms: list[Room]
    users: list[User]
    sidebar: str | None = None
    preferences: str | None = None


class Device(Struct, frozen=True):
    """A browser in which a person is signed in. `agent` is its User-Agent, `current` that of the request."""

    id: str
    agent: str
    address: str
    created_at: int
    seen_at: int
    desk_id: str | None  # of the front desk that it is
    current: bool


class Activity(Struct, frozen=True):
    """What is known of a session beside the database: where its last socket came from, and how long ago it closed
    (`ago_seconds`, 0 while it is open). None where there was no socket since the start."""

    connected: bool = False
    ago_seconds: float | None = None
    address: str | None = None


class SignInLink(Struct, frozen=True):
    """A link that signs somebody in. The token is in the link and stored nowhere else."""

    token: str
    expires_at: int


class AuditEntry(Struct, frozen=True):
    """One entry of the audit log. `actor_id` is None when the host itself acted."""

    n: int
    at: int
    act: str
    actor_id: str | None
    subject_id: str | None
    detail: dict[str, Any]


class AuditPage(Struct, frozen=True):
    """Entries of the audit log, the newest first. `more` says that there are older ones."""

    entries: list[AuditEntry]
    more: bool
