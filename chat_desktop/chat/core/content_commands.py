"""Commands about what a message carries besides its text: the bodies of requests, as in commands.py."""

from typing import Annotated

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
