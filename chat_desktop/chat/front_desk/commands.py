"""The bodies of requests about front desks."""

from typing import Annotated

import msgspec

from chat_desktop.chat.core.commands import Command, Id, Text

MOST_PEOPLE = 100
Ids = Annotated[list[Id], msgspec.Meta(max_length=MOST_PEOPLE)]


class MakeFrontDesk(Command, frozen=True):
    name: Text
    user_ids: Ids
    lock_seconds: int = 60


class ChangeFrontDesk(Command, frozen=True):
    name: Text | None = None
    user_ids: Ids | None = None
    lock_seconds: int | None = None


class OpenFrontDesk(Command, frozen=True):
    """A person opens their session at the front desk of the request's cookie."""

    user_id: Id
    pin: Text


class LockFrontDesk(Command, frozen=True):
    """Somebody at the front desk ends a turn: the one that their page has been told of, or the present one."""

    turn: Id | None = None


class ReplacePin(Command, frozen=True):
    """A person at the front desk sets a first or a new PIN, by their password."""

    user_id: Id
    password: Text
    pin: Text


class SetPin(Command, frozen=True):
    """The signed-in person sets their PIN."""

    pin: Text
    current_password: Text | None = None
