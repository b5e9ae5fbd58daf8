"""Gives stand-bys their copies, and remembers how old these are.

A stand-by connects to the port of the office, and its first byte tells it from a browser (network/http/handler.py).
"""

import json
import logging
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import gevent
from gevent.threadpool import ThreadPool

from chat_desktop import json_file
from chat_desktop.atomic_write import write_atomically
from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.chat.office import offices, standbys
from chat_desktop.error_guard import guarded
from chat_desktop.errors import Invalid
from chat_desktop.languages.system_words import system_words
from chat_desktop.network.addressing import office_url
from chat_desktop.operations.backup import work_folder
from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.backup.making import Source
from chat_desktop.operations.moving import codes
from chat_desktop.operations.standby import connecting, enrolment
from chat_desktop.operations.standby.giving import Giver, Stored
from chat_desktop.runtime.start import threads
from chat_desktop.storage.newer_copy import NewerCopy

log = logging.getLogger(__name__)

RECORD_NAME = "standbys.json"
MOST_GREETING = 4  # connections that have not proved to be a stand-by yet
GREETING_SECONDS = 10.0
CHECK_SECONDS = 5.0  # how soon a stand-by that was removed gets nothing more
CODE_PORT = 8799  # at which `chat-desktop standby enrol` waits


class Facts(NamedTuple):
    """What the host knows. `known` returns all origins of the office, `note` is told where a stand-by is."""

    office_id: str
    key: Callable[[], str | None]
    known: Callable[[], tuple[str, ...]]
    note: Callable[[str], None]
    newer: Callable[[], NewerCopy | None]


class HostStandbys:
    """Implements Standbys (chat/office/copy_services.py). It is used on the hub."""

    def __init__(self, rules: RuleExecutor, source: Source, facts: Facts) -> None:
        self._rules, self._facts = rules, facts
        self._giver = Giver(source, _now_ms)
        self._record = source.data / work_folder.NAME / RECORD_NAME
        self._states: dict[str, dict[str, Any]] = json_file.read(self._record) or {}
        self._greeting: list[socket.socket] = []
        self._serving: dict[str, socket.socket] = {}
        self._pool = ThreadPool(MOST_GREETING + standbys.MOST)
        # Whether there were stand-bys in this run, so that first bytes are looked at.
        self.is_wanted = False

    def start(self) -> None:
        """Begins to give copies."""
        gevent.spawn(guarded, "Looking for stand-bys", self._look)

    def stop(self) -> None:
        """Ends all connections, because the host stops."""
        self.is_wanted = False
        for connection in [*self._greeting, *self._serving.values()]:
            _cut(connection)
        self._giver.close()

    def states(self) -> dict[str, dict[str, Any]]:
        """Returns for each stand-by with a copy: up to when it holds everything (`at`, ms), `bytes`, `missing`."""
        return self._states

    def enrol(self, session_id: str, address: str, code: str, user_id: str | None) -> None:
        """Makes a computer that shows a code a stand-by of a person. Raises Invalid, Forbidden, NotSignedIn."""
        origin, typed = office_url.origin(address), codes.read(code)
        if origin is None:
            raise Invalid("address", "no_address_of_computer")
        if typed is None:
            raise Invalid("code", "type_code_of_other_computer")
        owner, person = self._rules.read(standbys.person_of_new, session_id, user_id)
        key, at = self._facts.key(), urlsplit(origin)
        if key is None:
            raise Invalid("address", "internal")
        name = self._rules.read(offices.get).name
        offer = enrolment.Offer(self._facts.office_id, name, key, list(self._facts.known()), person)
        offering = enrolment.Offering(at.hostname or "", at.port or CODE_PORT, typed, offer)
        try:
            self._in_thread(offering.__enter__)
            try:
                self._rules.write(standbys.add, session_id, offer.id, offer.secret, owner, offering.name)
                self.is_wanted = True
                self._in_thread(offering.finish)
            finally:
                offering.__exit__()
        except BackupFailed as problem:
            field = "code" if problem.reason == "passphrase" else "address"
            raise Invalid(field, problem.key, problem.values) from None
        except OSError as problem:
            raise Invalid("address", "connection_lost_why", {"why": system_words(problem)}) from None

    def remove(self, session_id: str, standby_id: str) -> None:
        """Removes a stand-by, and ends its connection. Raises NotSignedIn, Forbidden, NotFound."""
        self._rules.write(standbys.remove, session_id, standby_id)
        self._forget(standby_id)

    def take(self, connection: socket.socket, address: str) -> None:
        """Serves a connection until it ends. Blocks the calling greenlet."""
        try:
            if self._facts.newer() is None:
                self._serve(connection, address)
        except (BackupFailed, OSError) as problem:
            log.info("A connection of a stand-by at %s has ended: %s", address, problem)
        finally:
            connection.close()

    def _serve(self, connection: socket.socket, address: str) -> None:
        if len(self._greeting) >= MOST_GREETING:
            _cut(self._greeting.pop(0))  # the one that has said nothing for the longest
        self._greeting.append(connection)
        limit = gevent.spawn_later(GREETING_SECONDS, _cut, connection)
        try:
            connection.settimeout(GREETING_SECONDS)
            standby_id = self._in_thread(connecting.named, connection)
            secret = self._rules.read(standbys.secret_of, standby_id)
            link = self._in_thread(connecting.accept, connection, secret)
        finally:
            limit.kill()
            if connection in self._greeting:
                self._greeting.remove(connection)
        if (before := self._serving.get(standby_id)) is not None:
            _cut(before)
        self._serving[standby_id] = connection
        watch = gevent.spawn(self._watch, standby_id, connection)
        found: list[Stored] = []
        try:
            told = {"origins": list(self._facts.known()), "office_name": self._rules.read(offices.get).name}
            leaves = self._in_thread(
                self._giver.serve, link, told, lambda stored: self._note(standby_id, stored, found)
            )
        finally:
            watch.kill()
            if self._serving.get(standby_id) is connection:
                del self._serving[standby_id]
            if found:
                guarded("Noting where a stand-by is", self._facts.note, address)
                guarded("Noting the age of a copy", self._in_thread, self._store)
        if leaves:
            self._rules.write(standbys.left, standby_id)
            self._forget(standby_id)

    def _note(self, standby_id: str, stored: Stored, found: list[Stored]) -> None:
        found.append(stored)
        self._states[standby_id] = stored._asdict()

    def _watch(self, standby_id: str, connection: socket.socket) -> None:
        while True:
            gevent.sleep(CHECK_SECONDS)
            if self._rules.read(standbys.secret_of, standby_id) is None or self._facts.newer() is not None:
                _cut(connection)
                return

    def _look(self) -> None:
        self.is_wanted = bool(self._rules.read(standbys.all_of))

    def _forget(self, standby_id: str) -> None:
        self._states.pop(standby_id, None)
        if (connection := self._serving.get(standby_id)) is not None:
            _cut(connection)
        guarded("Forgetting a stand-by", self._in_thread, self._store)

    def _store(self) -> None:
        with suppress(OSError):  # a full disk; the age is told all the same
            self._record.parent.mkdir(mode=0o700, exist_ok=True)
            write_atomically(self._record, json.dumps(self._states))

    def _in_thread(self, function: Callable[..., Any], *args: Any) -> Any:
        return threads.in_pool(self._pool, function, *args)


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def record_in(data: Path) -> Path:
    """Returns where the ages of the copies are stored."""
    return data / work_folder.NAME / RECORD_NAME
