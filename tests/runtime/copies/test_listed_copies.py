"""Which copies a stand-by lists while one of them is deleted."""

import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from chat_desktop.operations.standby import settings as kept
from chat_desktop.operations.standby.settings import Settings
from chat_desktop.runtime.standby.kept_copies import KeptCopies
from tests.operations.standby.ends import STANDBY


def test_a_copy_whose_deletion_ends_while_the_list_is_read_is_not_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.write(kept.folder_for(tmp_path, STANDBY.office_id), STANDBY)
    office: Any = SimpleNamespace(config=SimpleNamespace(data=tmp_path, discovery=False))
    copies = KeptCopies(office)
    may_delete, read, delete = threading.Event(), kept.all_in, kept.remove

    def delete_when_told(folder: Path) -> None:
        may_delete.wait()
        delete(folder)

    def read_before_the_deletion_ends(data: Path) -> list[tuple[Path, Settings]]:
        found = read(data)
        may_delete.set()
        for thread in threading.enumerate():
            if thread.name == "deleting a copy":
                thread.join()
        return found

    monkeypatch.setattr(kept, "remove", delete_when_told)
    copies.remove(STANDBY.office_id)
    monkeypatch.setattr(kept, "all_in", read_before_the_deletion_ends)
    assert copies.state()["copies"] == []
    assert read(tmp_path) == []
