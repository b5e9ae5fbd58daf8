"""Keeps the read marks of connected users in memory. They are acked at once and committed within a second."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import attrgetter

from chat_desktop.chat.core.records import Room, SharedRoom
from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.chat.rooms import read_receipts
from chat_desktop.errors import ChatError

Place = tuple[str, str]  # user id, room id
Rooms = Sequence[Room] | Sequence[SharedRoom]
NO_MARKS: Mapping[str, int] = {}
ROOM_ID, ROOM_LAST_SEQ = attrgetter("id"), attrgetter("last_seq")


def keep_marks(office: RuleExecutor, marks: "ReadMarks") -> None:
    """Commits the marks that the database does not have yet. Blocks the calling greenlet.

    Raises ChatError when that fails; the marks are kept for the next call.
    """
    dirty = marks.take_dirty()
    if not dirty:
        return
    try:
        office.write(read_receipts.store, dirty)
    except ChatError:
        marks.give_back(dirty)
        raise


class ReadMarks:
    """The read marks by user and room. It is used on the hub alone.

    A mark is dirty while it is newer than the one in the database.
    """

    def __init__(self) -> None:
        self._marks: dict[str, dict[str, int]] = {}  # user id -> room id -> seq
        self._last_seq: dict[str, int] = {}
        self._dirty: dict[Place, int] = {}
        self._moved: dict[Place, int] = {}
        self._leaving: set[str] = set()
        self._held_back: Counter[Place] = Counter()

    def load(self, user_id: str, rooms: Rooms, read_seqs: dict[str, int] | None = None) -> None:
        """Adds the marks that the database holds for a user, unless memory has newer ones.

        `read_seqs` replaces the marks of the rooms themselves. It belongs to this object afterwards. A user may have
        thousands of rooms.
        """
        if read_seqs is None:
            read_seqs = {room.id: room.read_seq for room in rooms if isinstance(room, Room)}
        self._leaving.discard(user_id)
        held = self._marks.get(user_id)
        self._marks[user_id] = {**read_seqs, **held} if held else read_seqs
        known = self._last_seq
        if list(map(known.get, map(ROOM_ID, rooms))) != list(map(ROOM_LAST_SEQ, rooms)):
            known.update({room.id: room.last_seq for room in rooms if room.last_seq > known.get(room.id, -1)})

    def leave(self, user_id: str) -> None:
        """Lets the marks of a user whose last connection has closed be removed once the database has them."""
        self._leaving.add(user_id)

    def forget_gone(self) -> None:
        """Removes the marks of users who have left. It is called after a commit.

        Users with dirty marks are kept: a page that reconnects before the commit would receive an older mark.
        """
        gone = self._leaving - {user_id for user_id, _ in self._dirty}
        self._leaving -= gone
        if gone:
            for user_id in gone:
                self._marks.pop(user_id, None)

    def drop(self, user_id: str, room_id: str) -> None:
        self._marks.get(user_id, {}).pop(room_id, None)
        self._dirty.pop((user_id, room_id), None)
        self._moved.pop((user_id, room_id), None)

    def advance(self, room_id: str, seq: int) -> None:
        self._last_seq[room_id] = max(seq, self._last_seq.get(room_id, 0))

    def of(self, user_id: str, room_id: str) -> int | None:
        """Returns the mark of a user in a room, or None when it is not in memory."""
        return self.held(user_id).get(room_id, self._dirty.get((user_id, room_id)))

    def held(self, user_id: str) -> Mapping[str, int]:
        """Returns the marks of a connected user, by room id."""
        return self._marks.get(user_id, NO_MARKS)

    def mark(self, user_id: str, room_id: str, seq: int) -> tuple[int, bool]:
        """Raises a mark to `seq`, but not above the last message of the room, and never lowers it.

        Returns the mark and whether it has changed.
        """
        place = (user_id, room_id)
        held = self.held(user_id).get(room_id, 0)
        new = max(held, min(seq, self._last_seq.get(room_id, 0)))
        if new == held:
            return held, False
        self._marks.setdefault(user_id, {})[room_id] = self._dirty[place] = self._moved[place] = new
        return new, True

    def set(self, user_id: str, room_id: str, seq: int) -> None:
        """Sets a mark to the value that the database has: the user has posted, or marked the room unread."""
        place = (user_id, room_id)
        self._dirty.pop(place, None)
        theirs = self._marks.get(user_id, {})
        if room_id in theirs:
            theirs[room_id] = self._moved[place] = seq

    @contextmanager
    def held_back(self, user_id: str, room_id: str) -> Iterator[None]:
        """Keeps a dirty mark from being committed while the database lowers it. The commit would raise it again."""
        place = (user_id, room_id)
        self._held_back[place] += 1
        try:
            yield
        finally:
            self._held_back[place] -= 1
            if not self._held_back[place]:
                del self._held_back[place]

    def take_dirty(self) -> dict[Place, int]:
        taken = {place: seq for place, seq in self._dirty.items() if place not in self._held_back}
        self._dirty = {place: seq for place, seq in self._dirty.items() if place in self._held_back}
        return taken

    def give_back(self, taken: dict[Place, int]) -> None:
        """Makes marks that could not be stored dirty again, unless they have changed meanwhile."""
        for (user_id, room_id), seq in taken.items():
            if self.held(user_id).get(room_id) == seq:
                self._dirty[user_id, room_id] = seq

    def take_moved(self) -> dict[Place, int]:
        """Returns the marks that have changed since the last call. They are to be sent to the other members."""
        taken, self._moved = self._moved, {}
        return taken
