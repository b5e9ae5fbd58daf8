"""Publishes the list of recent join attempts to the owner and the admins, and records which sockets were opened."""

from collections.abc import Callable
from typing import Any

from chat_desktop.chat.core.records import Identity
from chat_desktop.chat.joining.join_attempts import JoinAttempts
from chat_desktop.wire import payloads

TICKS_BETWEEN = 2  # ticks of the realtime timer between two publications: one publication a second at most


class JoinAttemptFeed:
    """Connects `JoinAttempts` with the sockets. It runs on the hub.

    `transport_of(sid)` returns "websocket", "polling", or None when the connection is gone. `publish` sends a list of
    payloads to the owner and the admins.
    """

    def __init__(
        self,
        join_attempts: JoinAttempts,
        transport_of: Callable[[str], str | None],
        publish: Callable[[list[payloads.Payload]], None],
    ) -> None:
        self._join_attempts, self._transport_of, self._publish = join_attempts, transport_of, publish
        self._ticks = 0

    def connected(self, sid: str, environ: dict[str, Any], identity: Identity) -> None:
        """Records that the socket `sid` of `identity` is open. `environ` is the WSGI environment of its handshake."""
        polls = self._transport_of(sid) == "polling"
        address, agent = environ.get("REMOTE_ADDR", ""), environ.get("HTTP_USER_AGENT", "")
        self._join_attempts.connected(address, agent, identity.user_id, sid, "polling" if polls else "websocket")

    def tick(self) -> None:
        """Publishes the list once a second, if it has changed."""
        self._ticks += 1
        if self._ticks % TICKS_BETWEEN:
            return
        attempts = self._join_attempts
        for attempt in attempts.polling():
            if self._transport_of(attempt.sid) == "websocket":
                attempts.upgraded(attempt)
        if attempts.take_changed():
            self._publish([payloads.arrival(one, *attempts.standing(one)) for one in attempts.listed()])
