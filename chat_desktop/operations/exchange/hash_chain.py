"""Chains the lines of an export by hashes, so that a line that was changed, moved or taken out is noticed."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from chat_desktop.errors import StartError

BLOCK_BYTES = 1 << 20


class HashChain:
    """Gives each line the SHA-256 of the hash before it and of its own JSON. The first one follows an empty hash."""

    def __init__(self) -> None:
        self.head = ""

    def line(self, record: dict[str, Any]) -> str:
        """Returns the record as a line of JSON with its `hash`."""
        self.head = self._next(record)
        return json.dumps({**record, "hash": self.head}, ensure_ascii=False, separators=(",", ":"))

    def check(self, line: str) -> dict[str, Any]:
        """Returns the record of a line. Raises ValueError when its hash does not follow."""
        record: dict[str, Any] = json.loads(line)
        self.check_record(record)
        return record

    def check_record(self, record: dict[str, Any]) -> None:
        """Takes the hash out of a line's object. Raises ValueError when it does not follow."""
        told = record.pop("hash", None)
        self.head = self._next(record)
        if told != self.head:
            raise ValueError("the hash does not follow")

    def _next(self, record: dict[str, Any]) -> str:
        # Sorted names and ASCII: the same bytes whatever program writes the line anew.
        text = json.dumps(record, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(f"{self.head}\n{text}".encode()).hexdigest()


def checked(file: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Yields the records of an export with their hashes. Raises StartError at the first line that was changed."""
    chain = HashChain()
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                record = chain.check(line)
            except (ValueError, AttributeError) as problem:
                raise StartError("line_was_changed", {"where": f"{file}:{number}", "why": problem}) from None
            yield record, chain.head


def of_file(file: IO[bytes]) -> str:
    """Returns the SHA-256 of a file."""
    digest = hashlib.sha256()
    while block := file.read(BLOCK_BYTES):
        digest.update(block)
    return digest.hexdigest()
