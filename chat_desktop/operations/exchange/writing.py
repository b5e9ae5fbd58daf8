"""Writes an export: the lines in a chain of hashes, or the page (docs/export.md)."""

from datetime import UTC, datetime
from typing import IO, Any

from chat_desktop.operations.exchange.exported_page import ExportedPage
from chat_desktop.operations.exchange.hash_chain import HashChain

FORMAT = 2
LINES, HTML, FILES = "export.jsonl", "export.html", "files"
# What a message has that is only of use to a page which is connected.
LEFT_OUT = frozenset({"rev"})
KEPT_OF_FILE = ("id", "name", "size", "type", "kind", "duration_ms", "peaks")


class ExportWriter:
    """Writes one export to one or both of two files."""

    def __init__(self, office: dict[str, Any], lines: IO[str] | None, page: IO[str] | None) -> None:
        """OFFICE has its id, its name and its language, in which the page is."""
        self.counts = {"rooms": 0, "messages": 0, "files": 0}
        self._chain, self._lines = HashChain(), lines
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._page = ExportedPage(page, office["name"], at, office["language"]) if page else None
        self.line({"type": "office", "format": FORMAT, "id": office["id"], "name": office["name"], "at": at})

    @property
    def head(self) -> str:
        """The last hash of the chain."""
        return self._chain.head

    def user(self, user: dict[str, Any]) -> None:
        """Writes a person."""
        self.line({"type": "user", **{name: user[name] for name in ("id", "name", "role", "active")}})
        if self._page:
            self._page.user(user)

    def room(self, room: dict[str, Any], members: list[str]) -> None:
        """Begins a room."""
        told: dict[str, Any] = {name: room[name] for name in ("id", "name", "kind", "topic") if name in room}
        self.line({"type": "room", **told, "members": members})
        if self._page:
            self._page.room(room)
        self.counts["rooms"] += 1

    def message(self, message: dict[str, Any], attachments: list[dict[str, Any]]) -> None:
        """Writes a message with what `attachment` has made of its files."""
        kept = {name: value for name, value in message.items() if name not in LEFT_OUT}
        kept["attachments"] = attachments
        self.line({"type": "message", **kept})
        if self._page:
            self._page.message(kept, self._chain.head)
        self.counts["messages"] += 1

    def attachment(self, attachment: dict[str, Any], sha256: str | None) -> dict[str, Any]:
        """Returns what is told of a file, with its place when it is in the export."""
        told: dict[str, Any] = {name: attachment[name] for name in KEPT_OF_FILE if name in attachment}
        if sha256 is None:
            return told
        self.counts["files"] += 1
        return {**told, "path": f"{FILES}/{attachment['id']}", "sha256": sha256}

    def line(self, record: dict[str, Any]) -> None:
        """Writes a line of another type."""
        line = self._chain.line(record)
        if self._lines:
            self._lines.write(line + "\n")

    def end(self) -> None:
        """Writes the last line and the end of the page."""
        self.line({"type": "end", **self.counts})
        if self._page:
            self._page.end(self._chain.head)
