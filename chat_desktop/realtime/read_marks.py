"""How far everyone who is connected has read, in memory: marks are acked from here and committed within a second."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from chat_desktop.chat.core.records import Room, SharedRoom
from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.chat.rooms import read_receipts
from chat_desktop.errors import ChatError

Place = tuple[str, str]  # user id, room id
Rooms = Sequence[Room] | Sequence[SharedRoom]
NO_MARKS: Mapping[str, int] = {}


def keep_marks(office: RuleExecutor, marks: "ReadMarks") -> None:
    """Commits what is dirty. Blocks the calling greenlet; what fails is kept for the next time."""
    dirty = marks.take_dirty()
    if not dirty:
        return
    try:
        office.write(read_receipts.keep, dirty)
    except ChatError:
        marks.give_back(dirty)
        raise


class ReadMarks:
    """Lives on the hub. `take_dirty` hands over what is not in the database yet."""

    def __init__(self) -> None:
        self._marks: dict[str, dict[str, int]] = {}  # user id -> room id -> seq
        self._last_seq: dict[str, int] = {}
        self._dirty: dict[Place, int] = {}
        self._moved: dict[Place, int] = {}
        self._leaving: set[str] = set()
        self._held_back: Counter[Place] = Counter()

    def load(self, user_id: str, rooms: Rooms, read_seqs: dict[str, int] | None = None) -> None:
        """What the database says of a person's rooms, of which there may be thousands. A mark that is newer here
        stands. READ_SEQS, where the rooms themselves have none, is this object's own from now on."""
        if read_seqs is None:
            read_seqs = {room.id: room.read_seq for room in rooms if isinstance(room, Room)}
        self._leaving.discard(user_id)
        held = self._marks.get(user_id)
        self._marks[user_id] = {**read_seqs, **held} if held else read_seqs
        known = self._last_seq
        known.update({room.id: room.last_seq for room in rooms if room.last_seq > known.get(room.id, -1)})

    def leave(self, user_id: str) -> None:
        """The last connection of a person has gone: their marks may be forgotten once they are in the database."""
        self._leaving.add(user_id)

    def forget_gone(self) -> None:
        """After a commit. Whoever has something dirty still is kept: a page that comes back before it is committed
        would be told an older mark than it had."""
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
        """The mark, where memory has one."""
        return self.held(user_id).get(room_id, self._dirty.get((user_id, room_id)))

    def held(self, user_id: str) -> Mapping[str, int]:
        """The marks of somebody who is connected, by room id."""
        return self._marks.get(user_id, NO_MARKS)

    def mark(self, user_id: str, room_id: str, seq: int) -> tuple[int, bool]:
        """Raises the mark to SEQ, cut to the room's last; never lowers it. The mark, and whether it moved."""
        place = (user_id, room_id)
        held = self.held(user_id).get(room_id, 0)
        new = max(held, min(seq, self._last_seq.get(room_id, 0)))
        if new == held:
            return held, False
        self._marks.setdefault(user_id, {})[room_id] = self._dirty[place] = self._moved[place] = new
        return new, True

    def set(self, user_id: str, room_id: str, seq: int) -> None:
        """What the database holds now: the person posted, or made the room unread."""
        place = (user_id, room_id)
        self._dirty.pop(place, None)
        theirs = self._marks.get(user_id, {})
        if room_id in theirs:
            theirs[room_id] = self._moved[place] = seq

    @contextmanager
    def held_back(self, user_id: str, room_id: str) -> Iterator[None]:
        """While the database lowers this mark: what is dirty stays here until `set`, since a commit that followed would
        raise the mark again."""
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
        """What could not be stored is dirty again, unless the mark is another by now."""
        for (user_id, room_id), seq in taken.items():
            if self.held(user_id).get(room_id) == seq:
                self._dirty[user_id, room_id] = seq

    def take_moved(self) -> dict[Place, int]:
        """What the others in the room have not been told yet."""
        taken, self._moved = self._moved, {}
        return taken
