"""Finds out by which program something was exported."""

from collections.abc import Callable, Generator
from typing import NamedTuple

from chat_desktop.chat.importing.records import Record
from chat_desktop.operations.exchange.bundle import UNKNOWN, Bundle
from chat_desktop.operations.exchange.formats import mattermost, own, rocketchat, slack
from chat_desktop.operations.exchange.left_out import LeftOut
from chat_desktop.operations.exchange.refused import ExchangeRefused


class Format(NamedTuple):
    """A format of exports: its program, and what reads it."""

    name: str
    read: Callable[[Bundle, LeftOut], Generator[Record, None, None]]


def of(bundle: Bundle) -> Format:
    """Returns the format of an export. Raises ExchangeRefused."""
    if own.place(bundle) is not None:
        return Format(own.NAME, own.read)
    for module in (slack, mattermost, rocketchat):
        if module.is_one(bundle):
            return Format(module.NAME, module.read)
    raise ExchangeRefused(UNKNOWN)
