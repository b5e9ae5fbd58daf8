"""Whether there can be a window is said in one sentence, before Qt could abort."""

import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from chat_desktop.desktop.window import display
from chat_desktop.desktop.window.display import WindowError, why_no_window
from chat_desktop.desktop.window.window import open_window
from tests.desktop.programs.scenarios import Host

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone has to look for a screen")

SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "SSH_CONNECTION", "XDG_RUNTIME_DIR")


@pytest.fixture(autouse=True)
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SCREEN:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if all libraries were there: these tests are about the screen, and run without them too."""
    monkeypatch.setattr(display, "_missing", lambda *_: None)
    monkeypatch.setattr(display, "_no_x11_plugin", lambda: None)


@pytest.fixture
def runtime_folder() -> Iterator[Path]:
    # Not tmp_path: a socket's path has 108 bytes at most.
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def test_a_machine_without_a_screen_says_so() -> None:
    assert str(why_no_window()) == "This computer has no screen."


def test_a_remote_session_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 5 10.0.0.2 22")
    assert str(why_no_window()) == "This is a remote session without a screen."


@pytest.mark.parametrize("name", ["", ":31077", "nonsense"])
def test_a_screen_that_does_not_answer_says_so(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("DISPLAY", name)
    assert str(why_no_window()) == "The display of this session does not answer."


@pytest.mark.usefixtures("libraries")
def test_a_wayland_session_has_a_screen_while_its_socket_answers(
    monkeypatch: pytest.MonkeyPatch, runtime_folder: Path
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime_folder))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert str(why_no_window()) == "The display of this session does not answer."
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(runtime_folder / "wayland-0"))
        compositor.listen()
        assert why_no_window() is None
    assert str(why_no_window()) == "The display of this session does not answer."


@pytest.mark.usefixtures("libraries")
def test_whoever_chose_qts_platform_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert why_no_window() is None


def test_a_system_without_the_library_of_x11_is_not_told_that_its_screen_is_silent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISPLAY", ":77")
    monkeypatch.setattr(display, "_XCB", "libxcb-that-is-not-there.so.1")
    assert str(why_no_window()) == "A system library that the window needs is missing: libxcb-that-is-not-there.so.1."


def test_a_library_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setitem(sys.modules, "webview", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert str(why_no_window()) == "The window's library webview is not installed."


def test_a_system_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plugins = tmp_path / "Qt" / "plugins" / "platforms"
    plugins.mkdir(parents=True)

    class Found:
        submodule_search_locations = (str(tmp_path),)

    monkeypatch.setattr("importlib.util.find_spec", lambda name: Found)
    assert display._no_x11_plugin() is None
    (plugins / "libqxcb.so").write_text("no library")
    said = display._no_x11_plugin()
    assert said is not None
    assert str(said).startswith("A system library that the window needs is missing: ")


def test_no_window_is_an_error_with_a_sentence_and_nothing_is_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delitem(sys.modules, "webview", raising=False)
    with pytest.raises(WindowError, match=r"^This computer has no screen\.$"):
        open_window(Host("http://127.0.0.1:1"), tmp_path)
    assert "webview" not in sys.modules
    assert list(tmp_path.iterdir()) == []


@pytest.mark.screen
@pytest.mark.skipif(not shutil.which("Xvfb"), reason="Xvfb is not installed")
@pytest.mark.usefixtures("libraries")
def test_an_x_server_that_answers_is_a_screen(monkeypatch: pytest.MonkeyPatch, x_server: str) -> None:
    monkeypatch.setenv("DISPLAY", x_server)
    assert why_no_window() is None
