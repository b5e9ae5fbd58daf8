"""An office in a data folder with files, and a key that takes no time to make."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from blake3 import blake3

from chat_desktop.operations.backup import keys, making, restoring
from chat_desktop.operations.backup.keys import BackupKey
from chat_desktop.operations.backup.making import Made, Source
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.operations.backup.restoring import Restored
from chat_desktop.storage.database import FILE_NAME
from tests.operations.backup.dying import DAY_MS, PASSPHRASE
from tests.support.files.stored_files import stored
from tests.support.parts.rules_office import START_MS, RulesOffice


class BackedUp(NamedTuple):
    """`office` is open, as in a host that runs. `stick` is the folder for backups."""

    office: RulesOffice
    source: Source
    stick: Path
    key: BackupKey

    def add_file(self, content: bytes) -> str:
        """Sends a file, and returns its hash."""
        file_hash = blake3(content).hexdigest()
        path = self.source.files / file_hash[:2] / file_hash[2:4] / file_hash
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        attachment = stored(self.office, self.office.ana, "plan.txt", file_hash, len(content))
        self.office.post(self.office.ana, "The plan", attachment_ids=[attachment])
        return file_hash

    def sql(self, statement: str) -> None:
        with closing(sqlite3.connect(self.source.data / FILE_NAME)) as database:
            database.execute(statement)
            database.commit()

    def back_up(self, days: float = 0, progress: Progress | None = None) -> Made:
        now_ms = START_MS + int(days * DAY_MS)
        return making.make(self.source, self.stick, self.key, now_ms, progress or Progress())

    def restore(self, path: Path, data: Path, may_replace: bool = False) -> Restored:
        return restoring.restore(path, data, self.key, Progress(), may_replace)


@pytest.fixture(scope="session")
def key() -> BackupKey:
    return keys.new_key(PASSPHRASE, cost=2)


@pytest.fixture
def backed_up(tmp_path: Path, key: BackupKey) -> Iterator[BackedUp]:
    data, stick = tmp_path / "data", tmp_path / "stick"
    data.mkdir()
    stick.mkdir()
    office = RulesOffice(data)
    (data / "files" / "made").mkdir(parents=True)
    (data / "tls").mkdir()
    (data / "tls" / "authority.pem").write_text("the authority")
    (data / "config.toml").write_text('quota = 3\nfiles = "/mnt/of/the/other/pc"\n')
    yield BackedUp(office, Source(data, data / "files"), stick, key)
    office.close()
