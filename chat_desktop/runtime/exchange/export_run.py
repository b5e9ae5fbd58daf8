"""Writes one export of the host: page by page through the rules, so that each look asks again for the right to it."""

import hashlib
import io
import os
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import gevent
import msgspec

from chat_desktop.chat.attachments import attachments
from chat_desktop.chat.attachments.records import Attachment
from chat_desktop.chat.core.records import Activity, Message, Room
from chat_desktop.chat.core.work import RuleExecutor, SlowQuery
from chat_desktop.chat.exporting import own_data, rooms
from chat_desktop.errors import NotFound, RateLimited
from chat_desktop.files.store import FileStore
from chat_desktop.operations.exchange.refused import Cancelled, ExchangeRefused
from chat_desktop.operations.exchange.writing import FILES, HTML, LINES, ExportWriter
from chat_desktop.web.routes.files import served
from chat_desktop.web.services import ExportWanted
from chat_desktop.wire import files as wire_files
from chat_desktop.wire import payloads

Run = Callable[..., Any]

LIMIT_SECONDS = 10.0
OWN_BATCH = 200
BLOCK_BYTES = 1 << 20
PAUSE_SECONDS = 0.005
FULL = "exchange_no_room_for_export"
TYPES = {".zip": "application/zip", ".jsonl": "application/x-ndjson", ".html": "text/html; charset=utf-8"}


class ExportRun:
    """One export. It is used in a greenlet of its own; files are read and written in threads."""

    def __init__(self, rules: RuleExecutor, store: FileStore, run: Run, asked: ExportWanted, user_id: str) -> None:
        self._rules, self._store, self._run, self.asked = rules, store, run, asked
        # An asker of its own: the person's searches do not wait for their export.
        self._terms = SlowQuery(f"export {user_id}", LIMIT_SECONDS)
        self.messages = self.files = self.total = 0
        self.head = ""
        self.is_cancelled = False
        inner = HTML if asked.form == "page" else LINES
        self._inner, self._is_archive = inner, asked.has_files
        ending = ".zip" if asked.has_files else Path(inner).suffix
        self.media_type = TYPES[ending]
        self.name = f"{'my-data' if asked.what == 'mine' else 'export'}-{time.strftime('%Y-%m-%d')}{ending}"

    def run(self, path: Path) -> None:
        """Writes the file. Raises ChatError, ExchangeRefused, Cancelled, OSError."""
        with self._opened(path) as (text, archive):
            is_page = self.asked.form == "page"
            self._archive = archive
            writer = ExportWriter(self.asked.office, None if is_page else text, text if is_page else None)
            if self.asked.what == "mine":
                self._mine(writer)
            else:
                self._rooms(writer)
            writer.end()
            self.head = writer.head

    @contextmanager
    def _opened(self, path: Path) -> Iterator[tuple[IO[str], zipfile.ZipFile | None]]:
        """Opens the text, and the archive that it comes into at its end."""
        opener = lambda name, flags: os.open(name, flags, 0o600)  # noqa: E731
        if not self._is_archive:
            with open(path, "w", encoding="utf-8", newline="\n", opener=opener) as text:
                yield text, None
            return
        with (
            open(path, "wb", opener=opener) as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
            tempfile.TemporaryFile(dir=path.parent) as raw,
        ):
            text = io.TextIOWrapper(raw, "utf-8", newline="\n")
            yield text, archive
            text.flush()
            raw.seek(0)
            self._run(_add, archive, self._inner, raw)
            text.detach()

    def _rooms(self, writer: ExportWriter) -> None:
        asked = self.asked
        found = self._rules.write(rooms.begin, asked.session, asked.room_ids, asked.form)
        self.total = sum(room.last_seq for room in found)
        for user in self._read(rooms.people, asked.session):
            writer.user(payloads.user(user, "offline"))
        for room in found:
            self._room(writer, room)

    def _room(self, writer: ExportWriter, room: Room) -> None:
        members = self._read(rooms.members, self.asked.session, room.id)
        writer.room(payloads.room(room), [one.user_id for one in members])
        after, more = 0, True
        while more:
            page = self._read(rooms.page, self.asked.session, room.id, after)
            messages = self._run(_encoded, page.messages)
            told = {one["id"]: self._attached(writer, one) for each in messages for one in each["attachments"]}
            self._run(_write, writer, messages, told)
            self.messages += len(messages)
            after = page.messages[-1].seq if page.messages else after
            more = page.more_after and bool(page.messages)

    def _attached(self, writer: ExportWriter, attachment: dict[str, Any]) -> dict[str, Any]:
        if self._archive is None or "removed_at" in attachment:
            return writer.attachment(attachment, None)
        try:
            found = self._read(attachments.readable, self.asked.session, attachment["id"])
        except NotFound:
            return writer.attachment(attachment, None)
        return writer.attachment(attachment, self._keep(found))

    def _mine(self, writer: ExportWriter) -> None:
        session = self.asked.session
        profile = self._read(own_data.profile, session)
        self.total = len(profile.message_ns)
        writer.user(payloads.user(profile.user, "offline"))
        settings = self._read(own_data.settings, session)
        writer.line({"type": "settings", **msgspec.to_builtins(settings._asdict())})
        for device in profile.devices:
            writer.line({"type": "session", **payloads.device(device, Activity(), profile.now)})
        for start in range(0, len(profile.message_ns), OWN_BATCH):
            found = self._read(own_data.messages, session, profile.message_ns[start : start + OWN_BATCH])
            messages = self._run(_encoded, [record for record, _ in found])
            told = {one.id: self._own(writer, one) for each in messages for one in self._of_message(each)}
            names = [name for _, name in found]
            named = [{**each, "room_name": name} for each, name in zip(messages, names, strict=True)]
            self._run(_write, writer, named, told)
            self.messages += len(messages)
        for one in self._read(own_data.files, session, ""):
            writer.line({"type": "file", **self._own(writer, one)})

    def _of_message(self, message: dict[str, Any]) -> list[Attachment]:
        found = self._read(own_data.files, self.asked.session, message["id"]) if message["attachments"] else []
        return list(found)

    def _own(self, writer: ExportWriter, found: Attachment) -> dict[str, Any]:
        return writer.attachment(wire_files.attachment(found), self._keep(found))

    def _keep(self, found: Attachment) -> str | None:
        """Adds a file to the archive, and returns the hash of its bytes; None when it is not on the disk."""
        if self._archive is None:
            return None
        try:
            sent = served.whole(self._store, found)
        except NotFound:
            return None
        if not self._store.has_space_for(sent.size):
            raise ExchangeRefused(FULL)
        digest = self._run(self._copy, sent.path, f"{FILES}/{found.id}")
        self.files += 1
        return str(digest)

    def _copy(self, source: Path, name: str) -> str:
        assert self._archive is not None
        digest = hashlib.sha256()
        entry = zipfile.ZipInfo(name, time.localtime()[:6])
        with source.open("rb") as file, self._archive.open(entry, "w", force_zip64=True) as target:
            while block := file.read(BLOCK_BYTES):
                if self.is_cancelled:
                    raise Cancelled
                digest.update(block)
                target.write(block)
        return digest.hexdigest()

    def _read(self, rule: Callable[..., Any], *args: Any) -> Any:
        while True:
            if self.is_cancelled:
                raise Cancelled
            gevent.sleep(PAUSE_SECONDS)
            try:
                return self._rules.read_slowly(self._terms, rule, *args)
            except RateLimited:
                gevent.sleep(1.0)


def _encoded(messages: list[Message]) -> list[dict[str, Any]]:
    """Is called in a thread, as is `_write`: a page of messages would hold the hub for milliseconds."""
    return [payloads.message(record) for record in messages]


def _write(writer: ExportWriter, messages: list[dict[str, Any]], told: dict[str, dict[str, Any]]) -> None:
    for message in messages:
        files = [told[one["id"]] for one in message["attachments"] if one["id"] in told]
        writer.message(message, files)


def _add(archive: zipfile.ZipFile, name: str, source: IO[bytes]) -> None:
    entry = zipfile.ZipInfo(name, time.localtime()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry, "w", force_zip64=True) as target:
        while block := source.read(BLOCK_BYTES):
            target.write(block)
