"""dev.py from the outside: its words, its exit status, what it hands on."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def dev(*words: str, folder: Path = ROOT, screen: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "dev.py"), *words]
    variables = {name: value for name, value in os.environ.items() if name not in SCREENS} | (screen or {})
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False, timeout=120)


def test_without_a_verb_it_explains_itself() -> None:
    told = dev()
    assert told.returncode == 0
    assert all(f"dev.py {verb}" in told.stdout for verb in ("run", "serve", "test", "lint", "bench", "package"))


def test_an_unknown_verb_is_named_and_ends_with_2() -> None:
    told = dev("tset")
    assert told.returncode == 2
    assert "has no command 'tset'" in told.stderr


def test_an_old_python_reads_one_sentence() -> None:
    script = "import sys; sys.version_info = (3, 9, 18); sys.argv = ['dev.py']; exec(open('dev.py').read())"
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert told.stderr.strip() == (
        "Chat Desktop needs Python 3.11 or newer; this is Python 3.9. Start dev.py with a newer one."
    )


def test_an_old_python_can_parse_the_file_that_holds_the_sentence() -> None:
    ast.parse((ROOT / "dev.py").read_text(), feature_version=(3, 4))


def test_more_words_and_the_exit_status_pass_through() -> None:
    told = dev("test", "--no-such-flag")
    assert told.returncode == 4  # pytest's own: usage error
    assert "--no-such-flag" in told.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux may be without a screen")
def test_run_says_in_one_line_that_there_is_no_screen_and_serves_all_the_same(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "dev.py"), "run", "--port", "0", "--host", "127.0.0.1", "--no-discovery"]
    variables = {name: value for name, value in os.environ.items() if name not in (*SCREENS, "SSH_CONNECTION")}
    with subprocess.Popen(
        [*command, "--data", str(tmp_path)], cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True
    ) as office:
        assert office.stdout is not None
        said = [office.stdout.readline().strip() for _ in range(2)]
        office.terminate()
    assert said == ["This computer has no screen. The office runs without a window.", "The office “Office” is open."]
    assert office.returncode == 0


def test_tests_run_from_any_folder(tmp_path: Path) -> None:
    told = dev(
        "test", "tests/development/test_dev.py", "--collect-only", "-q", "-k", "old_python_reads", folder=tmp_path
    )
    assert told.returncode == 0
    assert "1/" in told.stdout


def test_the_program_takes_the_place_of_dev_py_in_the_folder_of_the_caller(tmp_path: Path) -> None:
    program = "import os, sys; print(os.getcwd()); print(os.environ['PYTHONPATH']); print(os.getpid()); sys.exit(7)"
    words = f"dev_verbs.become(dev_environment.Environment(), ['-c', {program!r}], pathlib.Path.cwd())"
    imports = "import os, pathlib; from development import dev_environment, dev_verbs"
    script = f"{imports}; print(os.getpid(), flush=True); {words}"
    told = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "build")},
        capture_output=True,
        text=True,
        check=False,
    )
    before, folder, path, after = told.stdout.splitlines()
    assert told.returncode == 7
    assert folder == str(tmp_path)
    assert path.split(os.pathsep)[0] == str(ROOT)
    if os.name == "posix":  # so that a signal to dev.py reaches the program
        assert before == after
