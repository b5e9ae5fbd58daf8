"""Keeps the open connections by socket id, user and session. Only lifecycle.py and publisher.py change it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from chat_desktop.chat.core.records import Activity, Identity


@dataclass(slots=True, eq=False)
class Connection:
    """One open socket.

    `rooms` holds the ids of the rooms that it receives events of; a change of membership changes it at once.
    `typing_in` holds the rooms in which the person is typing. `welcomed` is True once `welcome` was sent.
    """

    sid: str
    identity: Identity
    address: str = ""
    rooms: set[str] = field(default_factory=set)
    typing_in: set[str] = field(default_factory=set)
    welcomed: bool = False
    read_only: bool = False


MOST_GONE = 10_000  # sessions whose last activity is remembered after their last socket closed; the oldest go first


class ConnectionRegistry:
    """The open connections, and when each session was last connected. `clock` returns monotonic seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._gone: dict[str, tuple[float, str]] = {}  # session id -> when and from where
        self._by_sid: dict[str, Connection] = {}
        self._by_user: dict[str, dict[str, Connection]] = {}
        self._by_session: dict[str, dict[str, Connection]] = {}

    def add(self, connection: Connection) -> None:
        """Adds an open connection."""
        self._by_sid[connection.sid] = connection
        self._by_user.setdefault(connection.identity.user_id, {})[connection.sid] = connection
        self._by_session.setdefault(connection.identity.session_id, {})[connection.sid] = connection

    def remove(self, sid: str) -> Connection | None:
        """Removes a closed connection and returns it, or None when it is not known."""
        connection = self._by_sid.pop(sid, None)
        if connection is not None:
            _take_out(self._by_user, connection.identity.user_id, sid)
            _take_out(self._by_session, connection.identity.session_id, sid)
            self._note_gone(connection)
        return connection

    def get(self, sid: str) -> Connection | None:
        """Returns the open connection with this socket id, or None."""
        return self._by_sid.get(sid)

    def of_user(self, user_id: str) -> list[Connection]:
        """Returns the open connections of a user, the oldest first."""
        return list(self._by_user.get(user_id, {}).values())

    def of_sessions(self, session_ids: tuple[str, ...]) -> list[Connection]:
        """Returns the open connections of these sessions."""
        return [c for session_id in session_ids for c in self._by_session.get(session_id, {}).values()]

    def activity_of(self, session_id: str) -> Activity:
        """Returns whether a session is connected, from which address, and else how long ago it was."""
        live = self.of_sessions((session_id,))
        if live:
            return Activity(True, 0.0, live[-1].address)
        at, address = self._gone.get(session_id, (None, None))
        return Activity(False, None if at is None else self._clock() - at, address)

    def devices_in_room(self, room_id: str, but_user_id: str) -> int:
        """Returns how many browsers of the members of a room are connected, without those of one user.

        A connected browser has every message of the room, or is just receiving it.
        """
        inside = (c for c in self._by_sid.values() if room_id in c.rooms and c.identity.user_id != but_user_id)
        return len({connection.identity.session_id for connection in inside})

    def users(self) -> set[str]:
        """Returns the ids of the users who are connected."""
        return set(self._by_user)

    def devices(self) -> dict[str, int]:
        """Returns for each connected user how many browsers they have connected."""
        return {
            user_id: len({one.identity.session_id for one in held.values()}) for user_id, held in self._by_user.items()
        }

    def has_user(self, user_id: str) -> bool:
        """Returns whether the user has an open connection."""
        return user_id in self._by_user

    def _note_gone(self, connection: Connection) -> None:
        self._gone.pop(connection.identity.session_id, None)
        self._gone[connection.identity.session_id] = self._clock(), connection.address
        if len(self._gone) > MOST_GONE:
            del self._gone[next(iter(self._gone))]

    def __len__(self) -> int:
        return len(self._by_sid)


def _take_out(table: dict[str, dict[str, Connection]], key: str, sid: str) -> None:
    held = table[key]
    held.pop(sid, None)
    if not held:
        del table[key]
