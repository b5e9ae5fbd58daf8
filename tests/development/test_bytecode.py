"""Checks that compiled tests and programs are kept, and compiled once for all workers."""

import os
import sys
from pathlib import Path

import pytest

from tests.support.running import bytecode


def test_processes_of_the_tests_write_compiled_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(bytecode.VARIABLE, "1")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    bytecode.keep()
    assert bytecode.VARIABLE not in os.environ
    assert not sys.dont_write_bytecode


def test_this_run_keeps_what_is_compiled() -> None:
    assert bytecode.VARIABLE not in os.environ
    assert not sys.dont_write_bytecode


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the workers compile for themselves where there is no fork")
def test_test_files_are_compiled_with_their_asserts_rewritten_before_the_workers_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("test_first_to_prepare", "test_cannot_be_imported", "test_last_to_prepare"):
        (tmp_path / f"{name}.py").write_text("import nothing_of_this_name\n" if "cannot" in name else "assert 1 + 1\n")
    bytecode.prepare(tmp_path, [".", "test_first_to_prepare.py::test_one"])
    made = [file.name for file in (tmp_path / "__pycache__").iterdir()]
    assert sorted(name.partition(".")[0] for name in made if "pytest" in name) == [
        "test_cannot_be_imported",
        "test_first_to_prepare",
        "test_last_to_prepare",
    ]
    assert not set(sys.modules) & {"test_first_to_prepare", "test_last_to_prepare"}
