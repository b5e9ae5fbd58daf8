"""What a new message may carry besides its text, as a client sends it. The bounds keep every message small."""

from datetime import datetime
from typing import Annotated

import msgspec

OPTIONS_MIN, OPTIONS_MAX = 2, 12
ITEMS_MAX = 50

Title = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
Option = Annotated[str, msgspec.Meta(min_length=1, max_length=140)]
Options = Annotated[list[Option], msgspec.Meta(min_length=OPTIONS_MIN, max_length=OPTIONS_MAX)]
Items = Annotated[list[Option], msgspec.Meta(min_length=1, max_length=ITEMS_MAX)]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of all contents: immutable, and strict about its keys."""


class NewPoll(Shape, frozen=True):
    """A question with options. `many`: more than one may be chosen; `secret`: nobody sees who has voted for what."""

    question: Title
    options: Options
    many: bool = False
    secret: bool = False
    ends_at: Moment | None = None


class NewChecklist(Shape, frozen=True):
    """Things to do, which everyone in the room ticks."""

    title: Title
    items: Items


class NewForward(Shape, frozen=True):
    """A message in one of the rooms of the person who forwards it."""

    message_id: Annotated[str, msgspec.Meta(max_length=40)]


class NewUrgent(Shape, frozen=True):
    """Everyone who is in the room is asked to confirm the text of the message."""


class NewContent(Shape, frozen=True):
    """Holds exactly one kind."""

    poll: NewPoll | None = None
    checklist: NewChecklist | None = None
    forwarded: NewForward | None = None
    urgent: NewUrgent | None = None
