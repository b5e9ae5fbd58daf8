"""The sockets' part of who comes to the door: which open, how, and telling the heads of the office."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from chat_desktop.chat.core.records import Identity
from chat_desktop.chat.joining.join_attempts import JoinAttempts
from chat_desktop.wire import payloads

TICKS_BETWEEN = 2  # of the ticker's ticks: once a second at most


class JoinAttemptFeed:
    """`speaks(sid)` is "websocket", "polling", or None for a connection that is gone; `tell` is heard by heads."""

    def __init__(
        self,
        arrivals: JoinAttempts,
        speaks: Callable[[str], str | None],
        tell: Callable[[list[payloads.Payload]], None],
    ) -> None:
        self._arrivals, self._speaks, self._tell = arrivals, speaks, tell
        self._ticks = 0

    def connected(self, sid: str, environ: dict[str, Any], identity: Identity) -> None:
        polls = parse_qs(environ.get("QUERY_STRING", "")).get("transport") == ["polling"]
        address, agent = environ.get("REMOTE_ADDR", ""), environ.get("HTTP_USER_AGENT", "")
        self._arrivals.connected(address, agent, identity.user_id, sid, "polling" if polls else "websocket")

    def tick(self) -> None:
        self._ticks += 1
        if self._ticks % TICKS_BETWEEN:
            return
        for arrival in self._arrivals.polling():
            if self._speaks(arrival.sid) == "websocket":
                self._arrivals.upgraded(arrival)
        if self._arrivals.take_changed():
            self._tell([payloads.arrival(one, *self._arrivals.standing(one)) for one in self._arrivals.listed()])
