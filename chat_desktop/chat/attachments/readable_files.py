"""Remembers for a moment who may read which file: when many people see a picture, each of them asks for its bytes."""

import math
from collections.abc import Callable
from typing import Any

from chat_desktop.chat.attachments import attachments
from chat_desktop.chat.attachments.records import Attachment
from chat_desktop.chat.core.events import FilesUnused, MemberLeft, SessionsEnded, UserChanged
from chat_desktop.chat.core.work import RuleExecutor

KEPT_SECONDS = 1.0  # the right to a file ends within two seconds, even if no event tells of its end
MOST = 10_000  # files, and sessions in rooms
ENDINGS = (FilesUnused, MemberLeft, SessionsEnded, UserChanged)  # the events with which rights end


class ReadableFiles:
    """Is used on the hub only. It has to receive the events of ENDINGS before they are sent to anybody."""

    def __init__(self, rules: RuleExecutor, clock: Callable[[], float], kept_seconds: float = KEPT_SECONDS) -> None:
        """`clock` in seconds, monotonic."""
        self._rules, self._clock, self._kept_seconds = rules, clock, kept_seconds
        self._files: dict[str, tuple[Attachment, str, float]] = {}  # with the room that each was sent in
        self._rooms: dict[tuple[str, str], float] = {}  # when a session was found to be of a member of a room
        self._endings = 0

    def find(self, session_id: str, attachment_id: str) -> Attachment:
        """Returns what attachments.readable returns, perhaps as it was KEPT_SECONDS ago.

        Blocks the calling greenlet when it is not remembered. Raises NotSignedIn, NotFound."""
        oldest = self._clock() - self._kept_seconds
        found, room_id, since = self._files.get(attachment_id, (None, "", -math.inf))
        if found is not None and since > oldest and self._rooms.get((session_id, room_id), -math.inf) > oldest:
            return found
        return self._look_up(session_id, attachment_id)

    def forget(self, event: Any) -> None:
        """Forgets everything, because some right has ended."""
        self._endings += 1
        self._files.clear()
        self._rooms.clear()

    def subscribe(self, on: Callable[[type, Callable[[Any], None]], None]) -> None:
        """Subscribes to the events of ENDINGS."""
        for kind in ENDINGS:
            on(kind, self.forget)

    def _look_up(self, session_id: str, attachment_id: str) -> Attachment:
        since, endings = self._clock(), self._endings
        found, room_id = self._rules.read(attachments.readable_in, session_id, attachment_id)
        # A right that ended during the look-up may be this one. A file that was not sent is its owner's alone.
        if room_id is not None and endings == self._endings:
            self._remember(session_id, found, room_id, since)
        return found

    def _remember(self, session_id: str, found: Attachment, room_id: str, since: float) -> None:
        if len(self._files) >= MOST or len(self._rooms) >= MOST:
            self._files.clear()
            self._rooms.clear()
        self._files[found.id] = found, room_id, since
        self._rooms[session_id, room_id] = since
