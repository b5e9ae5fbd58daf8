"""Events: what a rule has changed. They are published after the commit, in the order of commits."""

from msgspec import Struct

from chat_desktop.chat.core.records import Involvement, JoinMethod, Knock, Message, Office, Room, User


class MessagePosted(Struct, frozen=True):
    """`is_reminder`: the host posted it in the sender's name, and the sender has not read it."""

    message: Message
    is_reminder: bool = False


class MessageChanged(Struct, frozen=True):
    message: Message


class RoomChanged(Struct, frozen=True):
    """`views` holds the room as each of its members sees it."""

    room_id: str
    views: dict[str, Room]


class MemberJoined(Struct, frozen=True):
    """`view` is the room as the new member sees it."""

    user_id: str
    view: Room


class MemberLeft(Struct, frozen=True):
    room_id: str
    user_id: str
    member_count: int


class InvolvementChanged(Struct, frozen=True):
    room_id: str
    user_id: str
    involvement: Involvement


class ReadChanged(Struct, frozen=True):
    room_id: str
    user_id: str
    read_seq: int


class SidebarChanged(Struct, frozen=True):
    """A person has arranged their sidebar. `sections` is JSON text."""

    user_id: str
    sections: str


class PreferencesChanged(Struct, frozen=True):
    """A person has changed preferences that follow the account. `settings` is the JSON of all that are set."""

    user_id: str
    settings: str


class UserChanged(Struct, frozen=True):
    """A person joined, was renamed, got another role or became inactive."""

    user: User
    users_rev: int


class VisibilityChanged(Struct, frozen=True):
    """From now on, each of `user_ids` sees the people in `seen`, and no longer sees those in `hidden`."""

    user_ids: tuple[str, ...]
    seen: tuple[User, ...]
    hidden: tuple[User, ...]


class SessionsEnded(Struct, frozen=True):
    session_ids: tuple[str, ...]
    reason: str


class OfficeChanged(Struct, frozen=True):
    office: Office


class SecureChanged(Struct, frozen=True):
    on: bool
    since: int | None


class InviteChanged(Struct, frozen=True):
    """The join methods, the link, the PIN or the address have changed. Pages that show them fetch them again."""

    ways: tuple[JoinMethod, ...]


class KnocksChanged(Struct, frozen=True):
    """`knocks` holds all waiting knocks. No commit makes this event, because knocks are in memory."""

    knocks: tuple[Knock, ...]


class AnswersChanged(Struct, frozen=True):
    """The person's own answers to a message, by the numbers of its options. Nobody else is told of them."""

    user_id: str
    message_id: str
    mine: tuple[int, ...]


class UrgentAsked(Struct, frozen=True):
    """Each of `user_ids` is to confirm the message. `at` is when they were asked last, in ms."""

    message: Message
    user_ids: tuple[str, ...]
    at: int


class UrgentReleased(Struct, frozen=True):
    """A person need not confirm the message any more: they have done so, or they have left."""

    message_id: str
    user_id: str


class UrgentEnded(Struct, frozen=True):
    """Nobody is to confirm the message any more."""

    message_id: str


class OwnDataChanged(Struct, frozen=True):
    """Something that only this person sees has changed: `what` names it. Their pages fetch it again."""

    user_id: str
    what: str


class DraftChanged(Struct, frozen=True):
    """A person has begun to write in a room, or no longer. `page_id` is the page on which they did.

    `rev` is the time of the change in ms.
    """

    user_id: str
    room_id: str
    body: str
    reply_to: str | None
    rev: int
    page_id: str


class ScheduledChanged(Struct, frozen=True):
    """The scheduled messages of a person have changed. They have `count` of them now."""

    user_id: str
    count: int


class RuleScheduled(Struct, frozen=True):
    """The scheduled rule of this name has something to do at `at`, in ms, perhaps earlier than was known."""

    rule: str
    at: int


class PicturesWanted(Struct, frozen=True):
    """A file has arrived of which the host makes pictures."""


class FilesUnused(Struct, frozen=True):
    """Bytes of files may have become unused: a message or an upload that had them is gone."""


Event = (
    MessagePosted
    | MessageChanged
    | RoomChanged
    | MemberJoined
    | MemberLeft
    | InvolvementChanged
    | ReadChanged
    | SidebarChanged
    | PreferencesChanged
    | UserChanged
    | VisibilityChanged
    | SessionsEnded
    | OfficeChanged
    | SecureChanged
    | InviteChanged
    | KnocksChanged
    | AnswersChanged
    | UrgentAsked
    | UrgentReleased
    | UrgentEnded
    | OwnDataChanged
    | DraftChanged
    | ScheduledChanged
    | RuleScheduled
    | FilesUnused
    | PicturesWanted
)
