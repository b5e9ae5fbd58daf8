"""How far everyone who is connected has read, in memory: marks are acked from here and committed within a second."""

from collections.abc import Iterable

from chat_desktop.chat.records import Room

Place = tuple[str, str]  # user id, room id


class ReadMarks:
    """Lives on the hub. `take_dirty` hands over what is not in the database yet."""

    def __init__(self) -> None:
        self._marks: dict[Place, int] = {}
        self._last_seq: dict[str, int] = {}
        self._dirty: dict[Place, int] = {}
        self._moved: dict[Place, int] = {}

    def load(self, user_id: str, rooms: Iterable[Room]) -> None:
        """What the database says of a person's rooms. A mark that is newer here stands."""
        for room in rooms:
            self._marks.setdefault((user_id, room.id), room.read_seq)
            self.advance(room.id, room.last_seq)

    def forget(self, user_id: str) -> None:
        """When the last connection of a person has gone; what is dirty stays until it is taken."""
        self._marks = {place: seq for place, seq in self._marks.items() if place[0] != user_id}

    def drop(self, user_id: str, room_id: str) -> None:
        self._marks.pop((user_id, room_id), None)
        self._dirty.pop((user_id, room_id), None)
        self._moved.pop((user_id, room_id), None)

    def advance(self, room_id: str, seq: int) -> None:
        self._last_seq[room_id] = max(seq, self._last_seq.get(room_id, 0))

    def of(self, user_id: str, room_id: str) -> int | None:
        """The mark, where memory has one."""
        return self._marks.get((user_id, room_id), self._dirty.get((user_id, room_id)))

    def mark(self, user_id: str, room_id: str, seq: int) -> tuple[int, bool]:
        """Raises the mark to SEQ, cut to the room's last; never lowers it. The mark, and whether it moved."""
        place = (user_id, room_id)
        held = self._marks.get(place, 0)
        new = max(held, min(seq, self._last_seq.get(room_id, 0)))
        if new == held:
            return held, False
        self._marks[place] = self._dirty[place] = self._moved[place] = new
        return new, True

    def set(self, user_id: str, room_id: str, seq: int) -> None:
        """What the database holds now: the person posted, or made the room unread."""
        place = (user_id, room_id)
        self._dirty.pop(place, None)
        if place in self._marks:
            self._marks[place] = self._moved[place] = seq

    def take_dirty(self) -> dict[Place, int]:
        taken, self._dirty = self._dirty, {}
        return taken

    def take_moved(self) -> dict[Place, int]:
        """What the others in the room have not been told yet."""
        taken, self._moved = self._moved, {}
        return taken
