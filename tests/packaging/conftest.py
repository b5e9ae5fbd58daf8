"""The frozen executable, built once for a run and only when something that it is made from has changed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import util
from pathlib import Path

import pytest

from tests.packaging import freezing
from tests.packaging.office import FrozenOffice
from tests.packaging.screen import VirtualScreen

PROGRAM = freezing.ROOT / "dist" / "chat-desktop" / ("chat-desktop.exe" if sys.platform == "win32" else "chat-desktop")


def pytest_collection_finish(session: pytest.Session) -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not session.config.option.collectonly and freezing.is_due(session.items, worker):
        session.config.add_cleanup(freezing.Ahead(freezing.COMMAND).end)


@pytest.fixture(scope="session")
def program() -> Path:
    """The executable. Freezing takes half a minute; a folder whose sources have not changed is taken as it is."""
    if util.find_spec("PyInstaller") is None:
        pytest.fail("PyInstaller is not installed here: start the tests with `python3 dev.py test`.")
    made = subprocess.run(freezing.COMMAND, cwd=freezing.ROOT, capture_output=True, text=True, check=False, timeout=900)
    assert made.returncode == 0, made.stdout + made.stderr
    return PROGRAM


@pytest.fixture
def office(program: Path, tmp_path: Path) -> Iterator[FrozenOffice]:
    """An office without a screen that runs from a copy-free folder, with a home of its own."""
    with FrozenOffice(program, tmp_path) as running:
        yield running


@pytest.fixture
def screen() -> Iterator[VirtualScreen]:
    if not sys.platform.startswith("linux"):
        pytest.skip("the virtual screen is Xvfb's, on Linux")
    with VirtualScreen() as running:
        yield running
