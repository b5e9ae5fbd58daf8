"""Keeps what a page knows of its rooms: messages by seq, and the revision up to which it knows all changes."""

from collections.abc import Iterable
from typing import Any

Body = dict[str, Any]


class Replica:
    """The messages of each room. `arrived` has the seqs of a room in the order in which they were first received."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[int, Body]] = {}
        self.revs: dict[str, int] = {}
        self.arrived: dict[str, list[int]] = {}

    def hold(self, rooms: Iterable[Body]) -> None:
        """Takes the complete list of the rooms of the person, and removes all other rooms."""
        mine = {room["id"] for room in rooms}
        for gone in set(self.rows) - mine:
            del self.rows[gone], self.revs[gone], self.arrived[gone]
        for new in mine - set(self.rows):
            self.rows[new], self.revs[new], self.arrived[new] = {}, 0, []

    def hear(self, message: Body) -> bool:
        """Adds a message from an event or an ack. Returns False when an earlier revision is missing."""
        room_id, rev = message["room_id"], message["rev"]
        if room_id not in self.rows:
            return False
        self._put(message)
        if rev == self.revs[room_id] + 1:
            self.revs[room_id] = rev
        return bool(rev <= self.revs[room_id])

    def mend(self, message: Body) -> None:
        """Adds a message from a sync, which sends messages in order of revision."""
        room_id = message["room_id"]
        if room_id in self.rows:
            self._put(message)
            self.revs[room_id] = max(self.revs[room_id], message["rev"])

    def history(self, room_id: str) -> list[Body]:
        """Returns the messages of a room as the page would show them."""
        rows = self.rows.get(room_id, {})
        return [rows[seq] for seq in sorted(rows)]

    def _put(self, message: Body) -> None:
        rows, seq = self.rows[message["room_id"]], message["seq"]
        if seq not in rows:
            self.arrived[message["room_id"]].append(seq)
        if seq not in rows or rows[seq]["rev"] <= message["rev"]:
            rows[seq] = message
