"""The tests' files are in memory where that is possible, and where the caller wants them otherwise."""

import os
import tempfile
from pathlib import Path

import pytest

from tests.support.running import memory_folder


@pytest.fixture(autouse=True)
def temporary_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that this process uses is the same again afterwards."""
    monkeypatch.setattr(tempfile, "tempdir", tempfile.gettempdir())


def test_a_folder_that_the_caller_names_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(memory_folder, "MEMORY", tmp_path / "memory")
    (tmp_path / "memory").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    memory_folder.use()
    assert os.environ["TMPDIR"] == str(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such folder")
def test_a_suitable_folder_is_used_by_this_process_and_those_that_it_starts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(memory_folder, "MEMORY", tmp_path)
    monkeypatch.delenv("TMPDIR", raising=False)
    memory_folder.use()
    assert os.environ["TMPDIR"] == str(tmp_path) == tempfile.gettempdir()


def test_a_folder_that_is_not_there_or_too_small_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert not memory_folder.is_suitable(tmp_path / "nothing")
    monkeypatch.setattr(memory_folder, "LEAST_FREE_BYTES", 1 << 60)
    assert not memory_folder.is_suitable(tmp_path)
