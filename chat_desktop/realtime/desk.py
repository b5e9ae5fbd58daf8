"""What the handlers of commands work with: made once by `create_socketio`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chat_desktop.chat.handovers import Handovers
from chat_desktop.chat.officekey import OfficeKey
from chat_desktop.chat.presence import Presence
from chat_desktop.chat.work import Office
from chat_desktop.realtime.connections import Connections
from chat_desktop.realtime.publisher import Publisher
from chat_desktop.realtime.rates import Rates
from chat_desktop.realtime.readmarks import ReadMarks


@dataclass(frozen=True, slots=True)
class Desk:
    """`close(sid, code)` shuts a WebSocket with a close code of RFC 6455."""

    office: Office
    connections: Connections
    marks: ReadMarks
    presence: Presence
    publisher: Publisher
    close: Callable[[str, int], Any]
    rates: Rates
    key: OfficeKey
    handovers: Handovers
