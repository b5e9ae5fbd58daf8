"""Imports what was surveyed, in steps behind the writer, so that everybody else goes on working.

Each step is committed by itself. An import that was broken off is continued by running it again: what is here already
is found by its id.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from itertools import islice
from typing import Any

import gevent

from chat_desktop.chat.core.work import RuleExecutor, SlowQuery
from chat_desktop.chat.importing import audit, messages, order, people, rooms
from chat_desktop.chat.importing.messages import Ready
from chat_desktop.chat.importing.records import ImportedMessage
from chat_desktop.chat.importing.rooms import Target
from chat_desktop.operations.exchange import copying
from chat_desktop.operations.exchange.left_out import LeftOut
from chat_desktop.operations.exchange.refused import Cancelled
from chat_desktop.operations.exchange.survey import Survey
from chat_desktop.runtime.file_uploads import FileUploads

Run = Callable[..., Any]

PEOPLE_BATCH = 50
MESSAGES_BATCH = 200
PAUSE_SECONDS = 0.005  # between two steps, in which others come first
SLOW_SECONDS = 600.0  # to find out the order of a room of millions of messages


class ImportRun:
    """One run. It is used in a greenlet of its own."""

    def __init__(self, rules: RuleExecutor, uploads: FileUploads, run: Run, survey: Survey, actor: tuple[str, str]):
        """ACTOR are the ids of the session and the person."""
        self._rules, self._uploads, self._run, self._survey = rules, uploads, run, survey
        self._session, self._user_id = actor
        self.left_out = LeftOut()
        self.counts = {"messages": 0, "changed": 0, "files": 0, "people": 0, "rooms": 0}
        self.done = 0
        self.is_cancelled = False
        self._people: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._targets: dict[str, Target] = {}

    def run(self, chosen: Mapping[str, str | None]) -> None:
        """Imports everything. Raises ChatError, ExchangeRefused, Cancelled, OSError."""
        self._add_people(chosen)
        try:
            for room_id in self._survey.rooms:
                self._open(room_id)
            self._put_all()
        finally:
            self._settle()
        self._rules.write(audit.note, self._session, self._survey.format.name, self.counts)

    def _add_people(self, chosen: Mapping[str, str | None]) -> None:
        known = list(self._survey.people.values())
        found = self._rules.read(people.match, self._session, known, chosen)
        self._people = {person_id: one.user_id for person_id, one in found.items() if one.user_id is not None}
        new = iter([person for person in known if person.id not in self._people])
        while batch := list(islice(new, PEOPLE_BATCH)):
            self._pause()
            self._people |= self._rules.write(people.add, self._session, batch)
            self.counts["people"] += len(batch)
        self._names = self._rules.read(people.names_here, self._session)

    def _open(self, room_id: str) -> None:
        self._pause()
        room = self._survey.rooms[room_id]
        target = self._rules.write(rooms.open_room, self._session, room, self._people)
        self._targets[room_id] = target
        if target.into == "refused":
            self.left_out.add(target.reason, target.name)
            self.left_out.add("left.messages_of_rooms", count=self._survey.sizes.get(room_id, 0))
        if target.into != "new" or target.room_id is None:
            return
        self.counts["rooms"] += 1
        members = rooms.members_of(room, self._people)
        for start in range(rooms.ADDED_AT_ONCE, len(members), rooms.ADDED_AT_ONCE):
            batch = members[start : start + rooms.ADDED_AT_ONCE]
            self._rules.write(rooms.add_people, self._session, target.room_id, batch)
            self._pause()

    def _put_all(self) -> None:
        with closing(self._survey.records()) as records:
            self._put_messages(each for each in records if isinstance(each, ImportedMessage))

    def _put_messages(self, found: Iterator[ImportedMessage]) -> None:
        while batch := self._run(lambda: list(islice(found, MESSAGES_BATCH))):
            new = self._rules.read(messages.unknown, self._session, [each.id for each in batch])
            by_room: dict[str, list[Ready]] = {}
            for message in batch:
                if self._target(message.room_id):
                    files = self._keep_files(message) if message.id in new else ()
                    by_room.setdefault(message.room_id, []).append(Ready(message, files))
            for room_id, ready in by_room.items():
                self._put(self._target(room_id) or "", ready)
            self.done += len(batch)

    def _put(self, room_id: str, ready: list[Ready]) -> None:
        self._pause()
        done = self._rules.write(messages.put, self._session, room_id, self._people, self._names, ready)
        self.counts["messages"] += done.added
        self.counts["changed"] += done.changed
        for reason, example in done.left_out:
            self.left_out.add(reason, example)

    def _keep_files(self, message: ImportedMessage) -> tuple[str, ...]:
        return tuple(self._keep(message, file) for file in message.files if file.path is not None)

    def _keep(self, message: ImportedMessage, file: Any) -> str:
        self._pause()
        path, kept = self._run(copying.copy, self._survey.bundle, file, self._uploads.store)
        try:
            with self._uploads.lock_hash(kept.hash):
                self._run(self._uploads.store.keep_file, path, kept.hash)
                owner_id = self._people[message.sender_id]
                found: str = self._rules.write(messages.keep_file, self._session, owner_id, file, kept)
        finally:
            self._run(path.unlink, True)
        self.counts["files"] += 1
        return found

    def _settle(self) -> None:
        """Puts the rooms in order and tells their members, also after a run that was broken off."""
        for source_id, target in self._targets.items():
            if target.room_id is not None:
                self._settle_room(target.room_id, self._survey.rooms[source_id].is_archived and target.into == "new")

    def _settle_room(self, room_id: str, is_archived: bool) -> None:
        before = self._rules.read(order.marks, self._session, room_id)
        terms = SlowQuery(self._user_id, SLOW_SECONDS)
        last_seq, steps = self._rules.read_slowly(terms, order.steps, self._session, room_id)
        for moves in steps:
            self._rules.write(order.move, self._session, room_id, moves)
            gevent.sleep(PAUSE_SECONDS)
        self._rules.write(order.finish, self._session, room_id, before, last_seq)
        self._rules.write(rooms.tell, self._session, room_id, is_archived)

    def _target(self, room_id: str) -> str | None:
        target = self._targets.get(room_id)
        return None if target is None else target.room_id

    def _pause(self) -> None:
        if self.is_cancelled:
            raise Cancelled
        gevent.sleep(PAUSE_SECONDS)
