"""What is installed is remembered by the hash of its lock, and an interrupted set-up heals."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from development import dev_pip
from development.dev_environment import STAMP, Environment, SetupError, batches


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """A checkout with two locks that ask for nothing, and no .venv."""
    made = Environment(tmp_path)
    made.locks.mkdir(parents=True)
    for layer in ("build", "serve"):
        (made.locks / f"{layer}.txt").write_text(f"# {layer}: nothing\n")
    return made


@pytest.fixture
def finished(environment: Environment) -> Environment:
    """The same with everything installed."""
    environment.python.parent.mkdir(parents=True)
    environment.python.touch()
    environment.remember({layer: environment.hash_of(layer) for layer in ("build", "serve")})
    return environment


def no_process(*_args: object, **_more: object) -> None:
    raise AssertionError("a process was started")


def test_what_is_installed_is_not_installed_again(finished: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", no_process)
    monkeypatch.setattr(subprocess, "Popen", no_process)
    finished.ensure(["build", "serve"])


def test_a_changed_lock_is_missing_and_the_others_are_not(finished: Environment) -> None:
    (finished.locks / "serve.txt").write_text("# another\n")
    assert finished.missing(["build", "serve"]) == ["serve"]


def test_nothing_counts_as_installed_when_the_python_is_gone(finished: Environment) -> None:
    finished.python.unlink()
    assert finished.missing(["build", "serve"]) == ["build", "serve"]


@pytest.mark.parametrize("stamp", ["", "{", "[]", "{}", '{"layers": 3}', '{"layers": null}'])
def test_a_damaged_stamp_counts_as_none(finished: Environment, stamp: str) -> None:
    finished.stamp.write_text(stamp)
    assert finished.missing(["build"]) == ["build"]


def test_the_pinned_pip_comes_before_everything_that_it_installs() -> None:
    assert batches(["serve", "build", "test"]) == [["build"], ["serve", "test"]]
    assert batches(["serve"]) == [["serve"]]
    assert batches(["build"]) == [["build"]]


def test_an_interrupted_setup_heals_at_the_next_run(environment: Environment) -> None:
    (environment.venv / "lib").mkdir(parents=True)
    half_written = environment.venv / "lib" / "half-written.py"
    half_written.touch()
    environment.ensure(["build", "serve"])
    assert not half_written.exists()
    assert environment.missing(["build", "serve"]) == []
    ran = subprocess.run([environment.python, "-c", "print('well')"], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "well"


def test_the_stamp_is_away_while_packages_are_changed(finished: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_args: object) -> None:
        assert not finished.stamp.exists()
        raise KeyboardInterrupt

    monkeypatch.setattr(dev_pip, "install", killed)
    (finished.locks / "serve.txt").write_text("# another\n")
    with pytest.raises(KeyboardInterrupt):
        finished.ensure(["serve"])
    assert finished.missing(["build"]) == ["build"]


@pytest.mark.parametrize(("touched", "still_there"), [(False, True), (True, False)])
def test_after_a_failure_only_an_untouched_environment_is_trusted(
    finished: Environment, monkeypatch: pytest.MonkeyPatch, touched: bool, still_there: bool
) -> None:
    def failing(*_args: object) -> None:
        raise dev_pip.PipError("No network.", touched)

    monkeypatch.setattr(dev_pip, "install", failing)
    (finished.locks / "serve.txt").write_text("# another\n")
    with pytest.raises(SetupError, match="No network"):
        finished.ensure(["serve"])
    assert (finished.missing(["build"]) == []) is still_there


def test_a_package_whose_hash_differs_is_refused(tmp_path: Path) -> None:
    """Against the real pip of this very environment: it must stop before it changes anything."""
    package = tmp_path / "tampered-1.0-py3-none-any.whl"
    package.write_bytes(b"not what was locked")
    lock = tmp_path / "lock.txt"
    lock.write_text(f"tampered @ {package.as_uri()} --hash=sha256:{hashlib.sha256(b'what was locked').hexdigest()}\n")
    with pytest.raises(dev_pip.PipError, match="DO NOT MATCH THE HASHES") as refused:
        dev_pip.install(Path(sys.executable), [lock], "tampered")
    assert not refused.value.touched


def test_a_package_without_a_hash_is_refused(tmp_path: Path) -> None:
    package = tmp_path / "unsigned-1.0-py3-none-any.whl"
    package.touch()
    lock = tmp_path / "lock.txt"
    lock.write_text(f"unsigned @ {package.as_uri()}\n")
    with pytest.raises(dev_pip.PipError, match="Hashes are required"):
        dev_pip.install(Path(sys.executable), [lock], "unsigned")


def test_pips_lines_become_words_for_people() -> None:
    assert dev_pip.progress_of(
        "  Downloading PySide6_Addons-6.12.0-cp39-abi3-manylinux_2_34_x86_64.whl (57.1 MB)\n"
    ) == ("fetching PySide6_Addons 57.1 MB")
    assert dev_pip.progress_of("Installing collected packages: flask, gevent\n") == "writing the packages to disk"
    assert dev_pip.progress_of("Requirement already satisfied: flask\n") == ""


def test_a_full_disk_is_called_that() -> None:
    told = dev_pip.explain(
        ["Collecting flask", "ERROR: Could not install packages: [Errno 28] No space left on device"]
    )
    assert told.startswith("The disk is full")


def test_the_stamp_lies_inside_the_venv_so_that_it_goes_with_it(finished: Environment) -> None:
    assert finished.stamp == finished.venv / STAMP
    assert set(json.loads(finished.stamp.read_text())["layers"]) == {"build", "serve"}


@pytest.mark.skipif(sys.platform == "win32", reason="the lock of Windows belongs to one process")
def test_a_pip_that_outlives_a_killed_dev_py_still_keeps_others_out(environment: Environment) -> None:
    import fcntl

    child = "import os, sys; print(os.getpid(), flush=True); sys.stdin.read()"
    parent = (
        "import subprocess, sys, pathlib\nfrom development import dev_lock\n"
        f"with dev_lock.alone(pathlib.Path({str(environment.setup / 'lock')!r}), 'busy'):\n"
        f"    subprocess.run([sys.executable, '-c', {child!r}], close_fds=False)\n"
    )
    folder = str(Path(__file__).resolve().parents[2] / "build")
    with subprocess.Popen(
        [sys.executable, "-c", parent], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={"PYTHONPATH": folder}
    ) as killed:
        assert killed.stdout is not None
        killed.stdout.readline()  # the child runs
        killed.kill()
        killed.wait()
        with (environment.setup / "lock").open("a+") as lock:
            with pytest.raises(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            assert killed.stdin is not None
            killed.stdin.close()  # the child has nothing more to read, and ends
            fcntl.flock(lock, fcntl.LOCK_EX)
