"""What can be asked, with the types of every key. Unknown keys are refused; bounds are the rules' own matter."""

import msgspec

from chat_desktop.chat.records import Involvement


class Command(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base: immutable, and strict about what it is made from."""


class PostMessage(Command):
    room_id: str
    client_id: str
    body: str
    reply_to: str | None = None
    attachment_ids: list[str] = []


class EditMessage(Command):
    message_id: str
    body: str


class DeleteMessage(Command):
    message_id: str


class React(Command):
    message_id: str
    emoji: str


class MarkRead(Command):
    room_id: str
    seq: int


class Typing(Command):
    room_id: str


class SetPresence(Command):
    active: bool


class SyncRooms(Command):
    rooms: dict[str, int]


class SetUp(Command):
    token: str
    office_name: str
    name: str
    password: str


class Join(Command):
    code: str
    name: str
    password: str


class SignIn(Command):
    """By name and password, or by the window's one-time token."""

    name: str | None = None
    password: str | None = None
    window_token: str | None = None


class CreateRoom(Command):
    name: str
    kind: str
    user_ids: list[str] = []


class ChangeRoom(Command):
    name: str | None = None
    topic: str | None = None


class People(Command):
    user_ids: list[str]


class ChangeMembership(Command):
    involvement: Involvement


class RenameOffice(Command):
    name: str


class RenameAccount(Command):
    name: str


class ChangePassword(Command):
    current_password: str
    password: str


class RaiseWindow(Command):
    secret: str
