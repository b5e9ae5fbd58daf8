"""Provides what the parts of the benchmark share: offices, the two servers in turn, and medians."""

import contextlib
import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import office, servers
from benchmarks.servers import Server

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bench:
    """The folder for offices (`place`) and the number of repetitions of each run (`rounds`)."""

    place: Path
    rounds: int

    @contextlib.contextmanager
    def host(self, people: int, rooms: int = 1, messages: int = 0, module: str = "chat_desktop") -> Iterator[Server]:
        """Serves a temporary office with this many people, rooms and messages. `module` is what Python runs."""
        made = office.temporary(self.place, people, rooms, messages)
        with made as file, servers.host(file, module=module) as server:
            yield server

    def in_turn(self, run: Callable[[Server], Row], people: int, rooms: int = 1, unsynced: bool = False) -> Row:
        """Returns the medians of `run` for both servers, which are started anew in every round: {name: row}.

        With `unsynced` also for the host without the disk's syncs.
        """
        rows: dict[str, list[Row]] = {"host": [], "peer": [], **({"unsynced": []} if unsynced else {})}
        for _ in range(self.rounds):
            with self.host(people, rooms) as server:
                rows["host"].append(run(server))
            with servers.peer(rooms) as server:
                rows["peer"].append(run(server))
            if unsynced:
                with self.host(people, rooms, module="benchmarks.unsynced") as server:
                    rows["unsynced"].append(run(server))
        return {name: median(some) for name, some in rows.items()}

    def alone(self, run: Callable[[Server], Row], **office_: Any) -> Row:
        """Returns the medians of `run` for the host."""
        rows = []
        for _ in range(self.rounds):
            with self.host(**office_) as server:
                rows.append(run(server))
        return median(rows)


def median(rows: list[Row]) -> Row:
    """Returns the median of each key."""
    return {key: round(statistics.median(row[key] for row in rows), 3) for key in rows[0]}


def say(text: str) -> None:
    """Prints a line of progress on standard error."""
    print(text, file=sys.stderr, flush=True)
