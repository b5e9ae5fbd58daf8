"""Reads an export from its first to its last byte before anything of it is imported."""

import hashlib
from collections.abc import Generator
from pathlib import Path

from chat_desktop.chat.importing.records import ImportedFile, ImportedMessage, ImportedRoom, Person, Record
from chat_desktop.operations.exchange.bundle import Bundle
from chat_desktop.operations.exchange.formats import detect
from chat_desktop.operations.exchange.left_out import LeftOut
from chat_desktop.operations.exchange.refused import ExchangeRefused

MOST_PEOPLE, MOST_ROOMS, MOST_MEMBERSHIPS = 20_000, 20_000, 1_000_000
BLOCK_BYTES = 1 << 20
NO_CONTENT = "left.no_content"


class Survey:
    """What an export has. `step` reads it in parts, so that whoever waits can go away in between."""

    def __init__(self, path: Path) -> None:
        """Raises ExchangeRefused, OSError."""
        self.left_out = LeftOut()
        self.bundle = Bundle(path)
        try:
            self.format = detect.of(self.bundle)
        except BaseException:
            self.bundle.close()
            raise
        self.people: dict[str, Person] = {}
        self.rooms: dict[str, ImportedRoom] = {}
        self.written: dict[str, int] = {}  # messages by person
        self.sizes: dict[str, int] = {}  # messages by room
        self.messages = self.files = self.file_bytes = 0
        self._members = 0
        self._records = self.format.read(self.bundle, self.left_out)

    def close(self) -> None:
        """Closes the files."""
        self._records.close()
        self.bundle.close()

    def records(self) -> Generator[Record, None, None]:
        """Reads the export once more, for its messages."""
        return self.format.read(self.bundle, LeftOut())

    def step(self, most: int) -> bool:
        """Reads some more. Returns whether there is more. Raises ExchangeRefused, OSError."""
        for _ in range(most):
            record = next(self._records, None)
            if record is None:
                self._add_unknown()
                return False
            self._note(record)
        return True

    def _note(self, record: Record) -> None:
        if isinstance(record, Person):
            self.people[record.id] = record
        elif isinstance(record, ImportedRoom):
            self.rooms[record.id] = record
            self._members += len(record.people)
        else:
            self._note_message(record)
        if len(self.people) > MOST_PEOPLE or len(self.rooms) > MOST_ROOMS or self._members > MOST_MEMBERSHIPS:
            raise ExchangeRefused("exchange_many_people", {"n": MOST_PEOPLE, "rooms": MOST_ROOMS})

    def _note_message(self, record: ImportedMessage) -> None:
        self.messages += 1
        self.written[record.sender_id] = self.written.get(record.sender_id, 0) + 1
        self.sizes[record.room_id] = self.sizes.get(record.room_id, 0) + 1
        if len(self.written) > MOST_PEOPLE:
            raise ExchangeRefused("exchange_many_senders", {"n": MOST_PEOPLE})
        for file in record.files:
            if file.path is None:
                self.left_out.add(NO_CONTENT, file.name)
            else:
                self.files += 1
                self.file_bytes += self._checked(file)

    def _checked(self, file: ImportedFile) -> int:
        """Returns the size of a file of which every byte could be read. Raises ExchangeRefused."""
        digest, size = hashlib.sha256(), 0
        with self.bundle.open(file.path or "") as packed:
            while block := packed.read(BLOCK_BYTES):
                digest.update(block)
                size += len(block)
        if file.sha256 is not None and digest.hexdigest() != file.sha256:
            raise ExchangeRefused("exchange_file_changed_nothing", {"name": file.name})
        return size

    def _add_unknown(self) -> None:
        for person_id in self.written:
            self.people.setdefault(person_id, Person(person_id, ()))
