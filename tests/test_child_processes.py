"""Other programs are started in one place, with the environment that this program itself was started with."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chat_desktop import child_processes
from tests.support.running.xdg_open import XdgOpen

ROOT = Path(__file__).parents[1] / "chat_desktop"
MODULES = {"subprocess", "webbrowser", "multiprocessing", "pty"}
QT = {"QDesktopServices", "QProcess"}
FUNCTIONS = ("system", "popen", "startfile", "fork", "exec", "spawn", "posix_spawn", "create_subprocess")

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the stand-in is an xdg-open")


def starters(path: Path) -> Iterator[str]:
    """Names in a file that start a program."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(alias.name for alias in node.names)]
            yield from (name for name in names if name.split(".")[0] in MODULES | QT)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            by_system = node.value.id in {"os", "asyncio"} and node.attr.startswith(FUNCTIONS)
            if by_system or {node.attr, node.value.id} & QT:
                yield f"{node.value.id}.{node.attr}"


def test_no_other_module_starts_programs() -> None:
    found = {path.relative_to(ROOT).as_posix(): sorted(set(starters(path))) for path in ROOT.rglob("*.py")}
    # The one other place is Windows' request for an administrator's rights, which starts nothing with our environment.
    assert {name: what for name, what in found.items() if what and name != "child_processes.py"} == {}
    assert found["child_processes.py"]


def test_what_the_toolkit_has_added_to_our_environment_is_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QTWEBENGINE_CHROMIUM_FLAGS", "--use-fake-ui-for-media-stream")
    assert "--use-fake-ui" not in child_processes.environment().get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    assert child_processes.environment(ADDED="1")["ADDED"] == "1"
    assert "ADDED" not in child_processes.environment()


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ({"LD_LIBRARY_PATH": "/app", "LD_LIBRARY_PATH_ORIG": "/opt/lib"}, {"LD_LIBRARY_PATH": "/opt/lib"}),
        ({"LD_LIBRARY_PATH": "/app"}, {}),
        ({"LD_LIBRARY_PATH": "/app", "LD_LIBRARY_PATH_ORIG": ""}, {}),
        ({"_PYI_ARCHIVE_FILE": "/app/x", "PYINSTALLER_RESET_ENVIRONMENT": "1", "LANG": "C"}, {"LANG": "C"}),
    ],
)
def test_what_the_loader_of_the_frozen_program_has_added_is_taken_away(
    monkeypatch: pytest.MonkeyPatch, start: dict[str, str], expected: dict[str, str]
) -> None:
    monkeypatch.setattr(child_processes, "_AT_START", start)
    assert child_processes.environment() == start
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_processes.environment() == expected


@on_linux
def test_a_program_that_opens_a_link_gets_a_clean_environment(tmp_path: Path) -> None:
    opener = XdgOpen(tmp_path / "bin")
    code = (
        "import chat_desktop.__main__, os\n"
        "os.environ.update(QTWEBENGINE_CHROMIUM_FLAGS='--use-fake-ui-for-media-stream', QT_API='pyside6')\n"
        "from chat_desktop import child_processes\n"
        "raise SystemExit(0 if child_processes.open_by_system('https://example.com/') else 1)"
    )
    surroundings = {"PATH": opener.path, "PYTHONPATH": str(ROOT.parent), "HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], env=surroundings, check=True, timeout=60)
    assert opener.asked == ["https://example.com/"]
    # Python itself may add the locale.
    assert {name: value for name, value in opener.environment.items() if name != "LC_CTYPE"} == surroundings


@on_linux
def test_the_next_opener_is_asked_where_the_first_one_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opener = XdgOpen(tmp_path / "bin")
    monkeypatch.setattr(child_processes, "_AT_START", {"PATH": str(opener.folder)})
    (opener.folder / "xdg-open").rename(opener.folder / "firefox")
    (opener.folder / "xdg-open").write_text("#!/bin/false\n")
    (opener.folder / "xdg-open").chmod(0o755)
    assert child_processes.open_by_system("https://example.com/")
    assert opener.asked == ["https://example.com/"]


@on_linux
def test_a_system_without_any_opener_says_no(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_processes, "_AT_START", {"PATH": str(tmp_path)})
    assert not child_processes.open_by_system("https://example.com/")


def test_a_program_that_does_not_end_in_time_or_is_not_there_is_no_answer(tmp_path: Path) -> None:
    assert child_processes.run([sys.executable, "-c", "input()"], 30.0) is not None  # it has no input to wait for
    assert child_processes.run([sys.executable, "-c", "import time; time.sleep(60)"], 0.2) is None
    assert child_processes.run([str(tmp_path / "nowhere")], 1.0) is None
    ended = child_processes.run([sys.executable, "-c", "print(1); raise SystemExit(3)"], 30.0)
    assert ended is not None
    assert (ended.status, ended.output.strip()) == (3, b"1")
