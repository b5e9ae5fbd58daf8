"""Commands: the bodies of requests, with the types of all keys.

Unknown keys are refused; the rules check the finer limits.
"""

from typing import Annotated, Literal

import msgspec

from chat_desktop.chat.core.new_contents import Moment, NewContent
from chat_desktop.chat.core.records import Involvement, Role

# What a person types into a form, however it is spelled: far above every rule's own bound, and far below what makes
# Unicode's normalization slow (it is quadratic in combining marks: 30,000 of them would hold the host for seconds).
Text = Annotated[str, msgspec.Meta(max_length=1024)]
LANGUAGE = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$"
Id = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9_-]{0,40}\Z")]
LongText = Annotated[str, msgspec.Meta(max_length=4096)]


class Command(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of all commands: immutable, and strict about its keys."""


class PostMessage(Command, frozen=True):
    room_id: str
    client_id: str
    body: str
    reply_to: str | None = None
    attachment_ids: list[str] = []
    content: NewContent | None = None
    folded: bool = False


class SaveForLater(Command, frozen=True):
    """Save a message, or a note of one's own. With `remind_at` the person is reminded."""

    message_id: Text | None = None
    note: Text = ""
    remind_at: Moment | None = None


class ChangeReminder(Command, frozen=True):
    """Set another moment, or none."""

    remind_at: Moment | None


class SeeConcerns(Command, frozen=True):
    """Up to when the person has seen the list of what concerns them."""

    at: Moment


class EditMessage(Command, frozen=True):
    message_id: str
    body: str


class DeleteMessage(Command, frozen=True):
    message_id: str


class React(Command, frozen=True):
    message_id: str
    emoji: str


class MarkRead(Command, frozen=True):
    room_id: str
    seq: int


class Typing(Command, frozen=True):
    room_id: str


class SetPresence(Command, frozen=True):
    active: bool


class AskPresence(Command, frozen=True):
    user_ids: list[str]


class SyncRooms(Command, frozen=True):
    rooms: dict[str, int]


class HandOver(Command, frozen=True):
    pass


class SetUp(Command, frozen=True):
    token: Text
    office_name: Text
    name: Text
    password: Text


class Join(Command, frozen=True):
    """Join with the code of a link, or with the PIN. With a PIN, the password may be set later."""

    name: Text
    password: Text | None = None
    code: Text | None = None
    pin: Text | None = None


class LookUpCode(Command, frozen=True):
    code: Text


class AskToJoin(Command, frozen=True):
    name: Text


class KnockToken(Command, frozen=True):
    knock: Text


class AdmitKnock(Command, frozen=True):
    role: Literal["member", "guest"]
    room_ids: list[str] = []
    read_only: bool = False


class ChangeJoinMethods(Command, frozen=True):
    ways: list[str]


class RenewJoinMethod(Command, frozen=True):
    what: Literal["link", "pin"]


class MakeInvite(Command, frozen=True):
    """Make an invite link. `expires_in` is in seconds; with None the link is valid until it is revoked."""

    role: Literal["member", "guest"]
    label: Text = ""
    read_only: bool = False
    room_ids: list[str] = []
    expires_in: int | None = None


class RenewInvite(Command, frozen=True):
    expires_in: int | None = None


class SignIn(Command, frozen=True):
    """Sign in with a name and a password, or with a one-time token of the window, of a link or of a page at another
    address of the office."""

    name: Text | None = None
    password: Text | None = None
    window_token: Text | None = None
    link_token: Text | None = None
    handover_token: Text | None = None


class LookUpLink(Command, frozen=True):
    link_token: Text


class CreateRoom(Command, frozen=True):
    name: Text
    kind: Text
    user_ids: list[str] = []


class ChangeRoom(Command, frozen=True):
    """Change a room. Keys that are left out stay as they are; `kind` and `archived` are asked for alone."""

    name: Text | None = None
    topic: Text | None = None
    description: LongText | None = None
    line: Text | None = None
    kind: Literal["open", "closed"] | None = None
    archived: bool | None = None


class DeleteRoom(Command, frozen=True):
    """Delete a room. `name` is typed by the person, as a confirmation."""

    name: Text


class People(Command, frozen=True):
    user_ids: list[str]


class ChangeMembership(Command, frozen=True):
    involvement: Involvement


class SidebarSection(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A section of a sidebar: the first `rooms` in their order; others follow. Only own sections have a name."""

    id: str
    name: Text | None = None
    rooms: list[str] = []
    folded: bool = False


class ArrangeSidebar(Command, frozen=True):
    sections: list[SidebarSection]


class ChangePreferences(Command, frozen=True):
    """Preferences that follow the account, each with its type and bounds. null is the first value again.

    A new key is one line here and one in webui/app/store/preferences.js.
    """

    enter_sends: bool | msgspec.UnsetType | None = msgspec.UNSET
    # The code of a catalogue; null follows the browser. A page without that catalogue follows its browser too.
    language: Annotated[str, msgspec.Meta(pattern=LANGUAGE)] | msgspec.UnsetType | None = msgspec.UNSET


class SwitchSecure(Command, frozen=True):
    on: bool


class ChooseLinkHosts(Command, frozen=True):
    hosts: Annotated[list[Text], msgspec.Meta(max_length=200)]


class RenameOffice(Command, frozen=True):
    name: Text


class RenameAccount(Command, frozen=True):
    name: Text


class ChangePassword(Command, frozen=True):
    """Set a password. The current one may only be left out by a person who has none."""

    password: Text
    current_password: Text | None = None


class ReportArrival(Command, frozen=True):
    """A report of the page about its own start. `words` is the text of an error."""

    step: Literal["script", "error", "no_socket"]
    words: Text = ""


class Visit(Command, frozen=True):
    """Open another office in a window on the host's screen. `token` is the set-up token while there is no owner."""

    url: Text
    office_id: Text | None = None
    token: Text | None = None


class ChangeUser(Command, frozen=True):
    """Change a person. Keys that are left out stay as they are; `room_ids` is for guests only."""

    role: Role | None = None
    read_only: bool | None = None
    room_ids: list[str] | None = None


class RaiseWindow(Command, frozen=True):
    secret: Text


class ProveCommandLine(Command, frozen=True):
    """The secret is in the data folder, which only the host's own user can read."""

    secret: Text


class ResetPassword(Command, frozen=True):
    secret: Text
    user_id: Text
    password: Text


class KeepDraft(Command, frozen=True):
    """What was begun in a room; nothing removes the draft. `page_id` is told with the event, so that the page that sent
    this knows its own. `base` is the revision on which it has built (0 for none); without it nothing is compared."""

    body: Annotated[str, msgspec.Meta(max_length=16_000)] = ""
    reply_to: Id | None = None
    page_id: Id = ""
    base: int | None = None


class Snippet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A saved text, completed by its name."""

    name: Text
    text: Annotated[str, msgspec.Meta(max_length=16_000)]


class ReplaceSnippets(Command, frozen=True):
    snippets: list[Snippet]
