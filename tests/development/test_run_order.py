"""A run begins with the files that take long, and a file stays whole."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support import run_order

ROOT = Path("/checkout")


def item(file: str, *fixtures: str) -> Any:
    config = SimpleNamespace(rootpath=ROOT)
    return SimpleNamespace(path=ROOT / "tests" / file, fixturenames=fixtures, config=config)


def test_long_files_come_first_and_a_file_stays_whole() -> None:
    first, browser, last = item("chat/test_names.py"), item("e2e/test_rooms.py", "chromium"), item("test_log.py")
    plain = item("e2e/test_rooms.py")
    other = item("e2e/test_alerts.py", "chromium")
    items = [first, browser, other, plain, last]
    run_order.arrange(items)
    assert items == [plain, browser, other, first, last]


def test_every_long_folder_is_there() -> None:
    tests = Path(__file__).parents[1]
    assert [folder for folder in run_order.LONG_FIRST if not (tests / folder).is_dir()] == []


def test_no_file_of_this_run_is_taken_up_twice(request: pytest.FixtureRequest) -> None:
    files = [found.path for found in request.session.items]
    changes = [file for before, file in zip([None, *files], files, strict=False) if file != before]
    assert len(changes) == len(set(changes))
