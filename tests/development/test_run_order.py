"""A run begins with the files that take long, and a file stays whole."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.running import run_order

ROOT = Path("/checkout")


def item(file: str, *fixtures: str) -> Any:
    return SimpleNamespace(path=ROOT / "tests" / file, fixturenames=fixtures)


def test_long_files_come_first_and_a_file_stays_whole() -> None:
    first, browser, last = item("chat/test_names.py"), item("e2e/test_rooms.py", "chromium"), item("test_log.py")
    plain = item("e2e/test_rooms.py")
    other = item("e2e/people/test_alerts.py", "chromium")
    items = [first, browser, other, plain, last]
    run_order.arrange(items, ROOT)
    assert items[:3] == [plain, browser, other]
    assert {one.path for one in items[3:]} == {first.path, last.path}


def test_the_folders_are_mixed() -> None:
    """What waits runs beside what computes, to the end of the longest folder."""
    names = [*(f"e2e/test_{number}.py" for number in range(4)), *(f"network/test_{number}.py" for number in range(2))]
    items = [item(name) for name in names]
    run_order.arrange(items, ROOT)
    assert [one.path.parent.name for one in items] == ["e2e", "network", "e2e", "e2e", "network", "e2e"]


def test_every_long_folder_is_there() -> None:
    tests = Path(__file__).parents[1]
    assert [folder for folder in run_order.LONG if not (tests / folder).is_dir()] == []


def test_no_file_of_this_run_is_taken_up_twice(request: pytest.FixtureRequest) -> None:
    files = [found.path for found in request.session.items]
    changes = [file for before, file in zip([None, *files], files, strict=False) if file != before]
    assert len(changes) == len(set(changes))
