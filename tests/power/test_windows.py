"""The hidden window of Windows: power, shutdown and the icon, with a Windows of our own, and in wine."""

import json
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from chat_desktop import paths
from chat_desktop.desktop.tray.badge import badged
from chat_desktop.desktop.tray.menu import Entry
from chat_desktop.desktop.tray.shell32 import CALLBACK
from chat_desktop.desktop.tray.tray import TrayActions
from chat_desktop.desktop.tray.windows_tray import BALLOON_CLICK, CONTEXT_MENU, SELECT, WindowsTray
from chat_desktop.power.system import PowerListener
from chat_desktop.power.windows import CONTINUOUS, RESUME_AUTOMATIC, SUSPEND, SYSTEM_REQUIRED, WindowsPower
from chat_desktop.win32.message_window import MessageWindow
from chat_desktop.win32.user32 import WM_ENDSESSION, WM_POWERBROADCAST, WM_QUERYENDSESSION, Procedure
from tests.desktop.programs.driving import wait_until

if sys.platform.startswith("linux"):
    from installers import wine


class FakeUser:
    """The messages of a window, in a queue. `states` are the calls of SetThreadExecutionState with their threads."""

    def __init__(self) -> None:
        self.messages: queue.Queue[tuple[int, int, int] | None] = queue.Queue()
        self.answers: queue.Queue[int | None] = queue.Queue()
        self.states: list[tuple[int, int]] = []
        self.reasons: list[str | None] = []
        self.mains = True

    def open(self, name: str, procedure: Procedure) -> int:
        self._procedure = procedure
        return 7

    def pump(self) -> None:
        while (message := self.messages.get()) is not None:
            self.answers.put(self._procedure(*message))

    def post(self, window: int, message: int) -> None:
        self.messages.put((message, 0, 0))

    def end(self, window: int) -> None:
        self.messages.put(None)

    def registered(self, name: str) -> int:
        return 0xC000

    def block_shutdown(self, window: int, reason: str | None) -> None:
        self.reasons.append(reason)

    def execution_state(self, flags: int) -> bool:
        self.states.append((flags, threading.get_ident()))
        return True

    def on_mains(self) -> bool:
        return self.mains

    def send(self, message: int, wparam: int = 0, lparam: int = 0) -> int | None:
        """Sends a message, and returns what the window has answered."""
        while not self.answers.empty():
            self.answers.get()
        self.messages.put((message, wparam, lparam))
        return self.answers.get(timeout=20)


class FakeTaskbar:
    """`done` is what was done with the icon; `choice` is the text of the entry that the person chooses."""

    def __init__(self, window: int) -> None:
        self.window, self.done, self.choice = window, list[str](), "Quit"
        self.shown: list[Entry] = []
        self.has_bar = True

    def add(self, picture: bytes, tip: str) -> bool:
        assert picture.startswith(b"\x89PNG")
        self.done.append(f"add {tip}")
        return self.has_bar

    def change(self, picture: bytes, tip: str) -> None:
        self.done.append(f"change {tip}")

    def tell(self, title: str, body: str) -> None:
        self.done.append(f"tell {title} {body}")

    def remove(self) -> None:
        self.done.append("remove")

    def choose(self, entries: Sequence[Entry]) -> int | None:
        self.shown = list(entries)
        return next((index for index, entry in enumerate(entries) if entry.text == self.choice), None)


@pytest.fixture
def user() -> FakeUser:
    return FakeUser()


@pytest.fixture
def window(user: FakeUser) -> Iterator[MessageWindow]:
    made = MessageWindow(user)
    assert made.start()
    yield made
    made.stop()


def test_sleep_wake_and_a_cancelled_shutdown_are_told(user: FakeUser, window: MessageWindow) -> None:
    told: list[str] = []
    power = WindowsPower(lambda: window, lambda: told.append("stop"))
    power.start(PowerListener(told.append, lambda: told.append("back")))
    assert user.send(WM_POWERBROADCAST, SUSPEND) == 1
    assert user.send(WM_POWERBROADCAST, RESUME_AUTOMATIC) == 1
    assert user.send(WM_QUERYENDSESSION) == 1
    assert user.reasons == ["Everyone is told that the office pauses."]
    user.send(WM_ENDSESSION, 0)
    assert told == ["sleep", "back", "shutdown", "back"]
    assert user.reasons[-1] is None


def test_the_end_of_the_session_waits_until_the_host_has_stopped(user: FakeUser, window: MessageWindow) -> None:
    told: queue.Queue[str] = queue.Queue()
    power = WindowsPower(lambda: window, lambda: told.put("stop"))
    power.start(PowerListener(told.put, lambda: told.put("back")))
    user.send(WM_QUERYENDSESSION)
    assert told.get(timeout=20) == "shutdown"
    user.messages.put((WM_ENDSESSION, 1, 0))
    assert told.get(timeout=20) == "stop"
    assert user.answers.empty()
    power.stop()
    assert user.answers.get(timeout=20) == 0


def test_staying_awake_is_asked_on_the_one_thread_that_lives(user: FakeUser, window: MessageWindow) -> None:
    power = WindowsPower(lambda: window)
    power.start(PowerListener(lambda why: None, lambda: None))
    power.keep_awake(True)
    wait_until(power.keeps_awake)
    power.keep_awake(True)
    power.keep_awake(False)
    wait_until(lambda: not power.keeps_awake())
    assert [flags for flags, _ in user.states] == [CONTINUOUS | SYSTEM_REQUIRED, CONTINUOUS]
    assert {thread for _, thread in user.states} == {window._thread.ident}
    user.mains = False
    assert not power.on_mains()


def test_without_a_window_nothing_is_promised() -> None:
    power = WindowsPower(lambda: None)
    power.start(PowerListener(lambda why: None, lambda: None))
    power.keep_awake(True)
    assert (power.keeps_awake(), power.is_known(), power.on_mains()) == (False, False, True)
    power.stop()


def actions(chosen: list[str]) -> TrayActions:
    def note(what: str) -> Callable[[], None]:
        return lambda: chosen.append(what)

    return TrayActions(
        open=note("open"),
        invite=note("invite"),
        status=lambda: "The office is open",
        keeps_running=lambda: True,
        keep_running=lambda keeps: chosen.append(f"keep {keeps}"),
        quit=note("quit"),
    )


def test_the_icon_shows_what_is_unread_and_its_menu_does_what_it_says(user: FakeUser, window: MessageWindow) -> None:
    chosen, bars = list[str](), list[FakeTaskbar]()
    tray = WindowsTray(
        window,
        actions(chosen),
        paths.icon(),
        lambda: "Acme",
        taskbar=lambda handle: (bars.append(FakeTaskbar(handle)), bars[0])[1],  # type: ignore[func-returns-value]
    )
    (bar,) = bars
    wait_until(tray.is_available)
    tray.show_unread(12)
    tray.show_unread(12)
    tray.show_notice("Ben", "Hello", lambda: chosen.append("notice"))
    wait_until(lambda: len(bar.done) == 3)
    assert bar.done == ["add Acme", "change Acme: 12 unread", "tell Ben Hello"]
    user.send(CALLBACK, 0, SELECT)
    user.send(CALLBACK, 0, BALLOON_CLICK)
    for bar.choice in ("Keep running when the window is closed", "Invite people", "The office is open", "Quit"):
        user.send(CALLBACK, 0, CONTEXT_MENU)
    assert chosen == ["open", "notice", "keep False", "invite", "quit"]
    assert [entry.checked for entry in bar.shown if entry.checked is not None] == [True]
    bar.has_bar = False
    user.send(0xC000)
    assert bar.done[-2:] == ["remove", "add Acme: 12 unread"]
    assert not tray.is_available()
    tray.remove()
    assert bar.done[-1] == "remove"


def test_a_handler_that_fails_leaves_the_message_to_windows(user: FakeUser, window: MessageWindow) -> None:
    def fail(*_: int) -> int:
        raise ValueError("as in a bug")

    window.on(5, fail)
    assert user.send(5) is None
    assert user.send(6) is None


@pytest.mark.windows
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="wine is tried on Linux")
def test_it_works_in_wine(tmp_path: Path) -> None:
    if why := wine.why_not():
        pytest.skip(why)
    wine.provide()
    picture = tmp_path / "icon.png"
    picture.write_bytes(badged(paths.icon(), 12))
    assert shutil.which("Xvfb")
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as screen:
        assert screen.stdout is not None
        display = f":{screen.stdout.readline().strip()}"
        words: list[str | Path] = [
            wine.PYTHON / "python.exe",
            "-m",
            "tests.power.in_windows",
            wine.windows_path(picture),
        ]
        done = wine.run(words, DISPLAY=display, PYTHONPATH=wine.windows_path(wine.ROOT))
        screen.terminate()
    assert done.returncode == 0, done.stdout
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["told"] == ["sleep", "back", "shutdown", "back"]
    assert seen["answers"] == [1, 1, 1, 0]
    wanted = ("keeps_awake", "on_mains", "slept", "tray", "menu", "menu_closed", "again", "lets_sleep", "ended")
    assert {name: seen[name] for name in wanted} == dict.fromkeys(wanted, True)
    assert seen["chosen"] == ["open"]
