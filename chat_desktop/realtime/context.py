"""Defines the objects that every command handler receives."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.chat.office.identity_key import IdentityKey
from chat_desktop.chat.rooms.presence import Presence
from chat_desktop.chat.users.relocation_tokens import RelocationTokens
from chat_desktop.realtime.connection_registry import ConnectionRegistry
from chat_desktop.realtime.publisher import Publisher
from chat_desktop.realtime.read_marks import ReadMarks
from chat_desktop.realtime.transport.rates import Rates


@dataclass(frozen=True, slots=True)
class CommandContext:
    """Is created once by `Realtime`. `close(sid, code)` closes a WebSocket with a close code of RFC 6455."""

    rules: RuleExecutor
    connections: ConnectionRegistry
    marks: ReadMarks
    presence: Presence
    publisher: Publisher
    close: Callable[[str, int], Any]
    rates: Rates
    key: IdentityKey
    relocation_tokens: RelocationTokens
