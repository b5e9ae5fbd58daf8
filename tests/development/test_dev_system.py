"""Missing system packages are installed where we may and named exactly where we may not."""

import platform
import shutil
import sys
from pathlib import Path

import pytest
from development import dev_screen, dev_system
from development.dev_system import Need

ABSENT = Need("libno-such-thing.so.9", "libno-such-thing9", "no-such-thing")
ABSENT_PROGRAM = Need("no-such-program|nor-this-one", "no-such-program", "no-such-program")
PRESENT = Need("sh", "dash", "dash")
PRESENT_LIBRARY = Need("libc.so.6", "libc6", "glibc")

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux needs system packages")


def only(monkeypatch: pytest.MonkeyPatch, *programs: str) -> None:
    """A machine with these package managers and no others."""
    monkeypatch.setattr(shutil, "which", lambda name, **_more: f"/bin/{name}" if name in programs else None)


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev_system, "privilege", lambda: None)


def test_what_is_there_is_seen_and_what_is_not_is_missing(tmp_path: Path) -> None:
    assert [need.missing() for need in (PRESENT, ABSENT, ABSENT_PROGRAM)] == [False, True, True]
    assert not Need("libc.so.6", "libc6", "glibc").missing()
    assert Need(f"{tmp_path}/*.ttf", "fonts", "fonts").missing()
    (tmp_path / "any.ttf").touch()
    assert not Need(f"{tmp_path}/*.ttf", "fonts", "fonts").missing()


def test_nothing_missing_needs_no_rights_and_no_words(
    stranger: None, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dev_system.provide([PRESENT], "The window")
    assert capfd.readouterr().err == ""


def test_without_rights_the_apt_command_is_named(
    stranger: None, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, "apt-get")
    assert not dev_system.provide([ABSENT, ABSENT_PROGRAM], "The window")
    assert (
        "  sudo apt-get install -y --no-install-recommends libno-such-thing9 no-such-program\n"
        in capfd.readouterr().err
    )


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("dnf", "sudo dnf install 'libno-such-thing.so.9()(64bit)' /usr/bin/no-such-program"),
        ("zypper", "sudo zypper install 'libno-such-thing.so.9()(64bit)' /usr/bin/no-such-program"),
        ("pacman", "sudo pacman -S --needed no-such-thing no-such-program"),
    ],
)
def test_other_distributions_get_their_own_command(
    manager: str, command: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, manager)
    assert not dev_system.provide([ABSENT, ABSENT_PROGRAM], "The window")
    assert command in capfd.readouterr().err


def test_with_rights_the_list_is_fetched_first_and_the_missing_alone_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []

    def remember(command: list[str], _title: str, *, required: bool) -> bool:
        started.append(command)
        return True

    only(monkeypatch, "apt-get")
    monkeypatch.setattr(dev_system, "privilege", lambda: ["sudo", "-n"])
    monkeypatch.setattr(dev_system, "run", remember)
    monkeypatch.setattr(dev_system, "has_candidate", lambda name: name != "libno-such-thing9")
    assert dev_system.provide([ABSENT, Need("libc.so.6", "libc6", "glibc"), ABSENT_PROGRAM], "The window")
    update, install = started
    assert update[:3] == ["sudo", "-n", "apt-get"]
    assert update[-1] == "update"
    assert install[-2:] == ["libno-such-thing9t64", "no-such-program"]  # Debian 13 renamed the library
    assert "libc6" not in install


def test_a_failed_update_does_not_stop_the_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """One dead third-party source makes `apt-get update` fail, and everything else can still be installed."""
    only(monkeypatch, "apt-get")
    monkeypatch.setattr(dev_system, "privilege", list)
    monkeypatch.setattr(dev_system, "has_candidate", lambda _name: True)
    monkeypatch.setattr(dev_system, "run", lambda command, _title, *, required: "update" not in command)
    assert dev_system.install(["anything"], "The window")


@pytest.mark.parametrize(
    ("programs", "is_known", "installed"),
    [
        (("apt-get", "apt-cache"), True, [[ABSENT_PROGRAM.debian]]),
        (("apt-get", "apt-cache"), False, []),
        (("dnf",), True, []),
    ],
)
def test_what_can_be_done_without_is_installed_where_apt_has_it_and_not_asked_for_elsewhere(
    programs: tuple[str, ...],
    is_known: bool,
    installed: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    asked: list[list[str]] = []
    only(monkeypatch, *programs)
    monkeypatch.setattr(dev_system, "has_candidate", lambda _name: is_known)
    monkeypatch.setattr(dev_system, "install", lambda names, _reason: asked.append(names))
    for need in (PRESENT_LIBRARY, ABSENT_PROGRAM):
        dev_system.provide_where_known(need, "A fast run")
    assert asked == installed
    assert capfd.readouterr().err == ""


def test_a_failing_command_shows_its_last_words(capfd: pytest.CaptureFixture[str]) -> None:
    script = "import sys; print('E: Unable to locate package', file=sys.stderr); sys.exit(100)"
    assert not dev_system.run([sys.executable, "-c", script], "Installing", required=True)
    assert "E: Unable to locate package" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("variables", "expected"), [({}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, True)]
)
def test_a_screen_is_where_one_is_announced(
    variables: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert dev_screen.has_screen() is expected


@pytest.mark.parametrize(
    ("libc", "machine", "expected"),
    [
        (("glibc", "2.36"), "x86_64", True),
        (("glibc", "2.34"), "aarch64", True),
        (("glibc", "2.31"), "x86_64", False),
        (("", ""), "x86_64", False),
        (("glibc", "2.36"), "armv7l", False),
    ],
)
def test_qt_is_asked_for_only_where_it_has_wheels(
    libc: tuple[str, str], machine: str, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "libc_ver", lambda: libc)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    assert dev_screen.qt_runs_here() is expected
