"""Commands about what a message carries besides its text: the bodies of requests, as in commands.py."""

from typing import Annotated, Literal

import msgspec

from chat_desktop.chat.core.commands import Command, Text
from chat_desktop.chat.core.new_contents import ITEMS_MAX, Moment, Option, Shape, Title

Body = Annotated[str, msgspec.Meta(max_length=16_000)]


class Vote(Command, frozen=True):
    """`choices` are all options that the person votes for, by their numbers from 0; an empty list takes the vote
    back."""

    message_id: Text
    choices: list[int]


class AboutMessage(Command, frozen=True):
    message_id: Text


class Tick(Command, frozen=True):
    message_id: Text
    item: int
    done: bool


class Item(Shape, frozen=True):
    """An item of a checklist. One without an `id` is new."""

    text: Option
    id: int | None = None


class EditChecklist(Command, frozen=True):
    """All items in their new order. Items that are left out are removed."""

    message_id: Text
    title: Title
    items: Annotated[list[Item], msgspec.Meta(min_length=1, max_length=ITEMS_MAX)]


class Schedule(Command, frozen=True):
    """Post a message later. Its text has the bounds of every message."""

    room_id: Text
    body: Body
    send_at: Moment
    reply_to: Text | None = None


class ChangeScheduled(Command, frozen=True):
    body: Body | None = None
    send_at: Moment | None = None


class NewUpload(Command, frozen=True):
    """A file that is to be uploaded: its size in bytes, and what the page of its sender knows of it.

    `peaks` are 64 loudnesses from 0 to 100; `voice` tells a note that was spoken from other sound. `poster_of` is the
    id of a video that nobody has sent yet: the file is a picture that stands for it.
    """

    name: Text
    size: Annotated[int, msgspec.Meta(ge=0, le=1 << 50)]
    width: Annotated[int, msgspec.Meta(ge=1, le=100_000)] | None = None
    height: Annotated[int, msgspec.Meta(ge=1, le=100_000)] | None = None
    duration_ms: Annotated[int, msgspec.Meta(ge=0, le=1 << 40)] | None = None
    peaks: Annotated[list[Annotated[int, msgspec.Meta(ge=0, le=100)]], msgspec.Meta(max_length=64)] | None = None
    voice: bool = False
    poster_of: Text | None = None


class ChooseBackups(Command, frozen=True):
    """Keep daily backups in a folder of the host. Without a passphrase the one before stays."""

    folder: Annotated[str, msgspec.Meta(min_length=1, max_length=4_000)]
    passphrase: Annotated[str, msgspec.Meta(max_length=1_000)] | None = None


class ChooseStayAwake(Command, frozen=True):
    """Keep the host's computer awake while people are connected: never, on mains power, or always."""

    stay_awake: Literal["never", "mains", "always"]


class OfferUpdate(Command, frozen=True):
    """Offer the update in the file `path` of the host's computer to other hosts."""

    path: Annotated[str, msgspec.Meta(min_length=1, max_length=4_000)]


class FetchUpdate(Command, frozen=True):
    office_id: Text


class PlanPause(Command, frozen=True):
    """Tell everyone that the office pauses for `minutes`, now or `at` a time to come."""

    minutes: Annotated[int, msgspec.Meta(ge=1, le=7 * 24 * 60)]
    at: Moment | None = None


class ReceiveOffice(Command, frozen=True):
    """Wait for an office that is moved here, in place of the set-up. `token` is that of the set-up."""

    token: Text


class KeepCopy(Command, frozen=True):
    """Be a stand-by, or take an office over, in place of the set-up. `token` is that of the set-up."""

    token: Text
    office_id: Text = ""


class MoveOffice(Command, frozen=True):
    """Move the office to a computer at `address` that shows `code`, or into one file in `folder`."""

    address: Annotated[str, msgspec.Meta(max_length=300)] | None = None
    code: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    folder: Annotated[str, msgspec.Meta(max_length=4_096)] | None = None
    passphrase: Annotated[str, msgspec.Meta(max_length=1_000)] | None = None


class AddStandby(Command, frozen=True):
    """Make the computer at `address` that shows `code` a stand-by of `user_id`, without it of the owner."""

    address: Annotated[str, msgspec.Meta(max_length=300)]
    code: Annotated[str, msgspec.Meta(max_length=100)]
    user_id: Text | None = None


class TurnAutostart(Command, frozen=True):
    """Start the program when the person of the host's computer signs in there, or do not."""

    on: bool


Days = Annotated[int, msgspec.Meta(ge=1, le=3_650)]


class RoomRetention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Delete the messages of a room after `days`; with None they are kept, whatever holds for the office."""

    room_id: Text
    days: Days | None = None


class ChooseRetention(Command, frozen=True):
    """Delete messages after `days`, or none; rooms may have days of their own.

    `held` keeps all messages and files of the office from being deleted by a rule, `held_rooms` those of rooms."""

    days: Days | None = None
    rooms: Annotated[list[RoomRetention], msgspec.Meta(max_length=100)] = msgspec.field(default_factory=list)
    held: bool = False
    held_rooms: Annotated[list[Text], msgspec.Meta(max_length=100)] = msgspec.field(default_factory=list)


class RoomFileDays(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Delete the files of a room after `days`, whatever holds for the office."""

    room_id: Text
    days: Days


class ChooseFileRule(Command, frozen=True):
    """Delete files after `days`, or none, if they are larger than `larger_than` bytes.

    `rooms` have days of their own. Files of `kept_rooms` are kept."""

    days: Days | None = None
    larger_than: Annotated[int, msgspec.Meta(ge=0, le=1 << 50)] = 0
    kept_rooms: Annotated[list[Text], msgspec.Meta(max_length=100)] = msgspec.field(default_factory=list)
    rooms: Annotated[list[RoomFileDays], msgspec.Meta(max_length=100)] = msgspec.field(default_factory=list)
