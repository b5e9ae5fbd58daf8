"""Notifications of the page as notifications of the system, by a real service on a bus of our own."""

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chat_desktop.desktop.notifications.bus_notifier import BusNotifier
from chat_desktop.desktop.notifications.notice import Notice
from tests.desktop.conftest import Play
from tests.desktop.programs.driving import wait_until
from tests.desktop.programs.notifying import BODY, OFFICE, TITLE

NO_BUS = "unix:path=/nonexistent"
BUS = """<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context="default">
<allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>"""
needed = ("Xvfb", "dunst", "dunstctl", "dbus-daemon")


def is_there(surroundings: dict[str, str]) -> bool:
    """Whether dunst answers on the bus already."""
    asked = subprocess.run(["dunstctl", "count"], env={**os.environ, **surroundings}, capture_output=True, check=False)
    return asked.returncode == 0


@pytest.fixture
def bus(x_server: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    """A session bus, on which dunst shows notifications on the screen of the window; the environment of both."""
    # It starts no other services, so that nobody waits for those.
    settings = tmp_path / "bus.conf"
    settings.write_text(BUS)
    command = ["dbus-daemon", f"--config-file={settings}", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        surroundings = {"DISPLAY": x_server, "DBUS_SESSION_BUS_ADDRESS": daemon.stdout.readline().strip()}
        with subprocess.Popen(["dunst"], env=surroundings, stderr=subprocess.DEVNULL) as dunst:
            try:
                wait_until(lambda: is_there(surroundings))
                yield {"QT_QPA_PLATFORM": "xcb", **surroundings}
            finally:
                dunst.terminate()
                daemon.terminate()


with_dunst = pytest.mark.skipif(not all(map(shutil.which, needed)), reason="dunst or a bus is not installed")


def nothing() -> None:
    pass


def notice(title: str) -> Notice:
    return Notice("room", title, "words", nothing)


@pytest.fixture
def notifier() -> Iterator[Callable[[Callable[[Notice], None]], BusNotifier]]:
    """Makes a notifier with a fallback."""
    made: list[BusNotifier] = []

    def make(fallback: Callable[[Notice], None]) -> BusNotifier:
        made.append(BusNotifier(None, fallback))
        return made[-1]

    yield make
    for each in made:
        each.stop()


Make = Callable[[Callable[[Notice], None]], BusNotifier]


@pytest.mark.screen
@with_dunst
def test_a_click_leads_to_the_page_and_text_is_no_markup(play: Play, bus: dict[str, str]) -> None:
    seen = play("click", program="notifying", **bus)
    assert seen["permission"] == "granted"
    assert seen["clicked"] == TITLE
    (shown,) = seen["history"]
    assert shown["summary"] == TITLE
    assert shown["body"] == BODY.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert shown["appname"] == "Chat Desktop"


@pytest.mark.screen
@with_dunst
def test_a_stand_by_tells_that_its_host_is_gone_and_a_click_opens_its_window(play: Play, bus: dict[str, str]) -> None:
    seen = play("misses_a_host", program="notifying", **bus)
    (shown,) = seen["history"]
    assert shown["summary"] == f"The host of {OFFICE} does not answer"
    assert "to take over" in shown["body"]
    assert shown["summary"] in seen["menu"]


@pytest.mark.screen
@with_dunst
def test_one_of_a_room_takes_the_place_of_the_one_before(
    notifier: Make, bus: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in bus.items():
        monkeypatch.setenv(name, value)
    ours = notifier(lambda notice: None)
    for title in ("Before", "Newest"):
        ours.show(notice(title))
        wait_until(lambda title=title: [each.title for each in list(ours._shown.values())] == [title])  # type: ignore[misc]
    assert len(ours._shown) == 1


@pytest.mark.parametrize("address", [NO_BUS, "", "nonsense"])
def test_without_a_bus_the_tray_shows_it(notifier: Make, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    told, fell_back = [], threading.Event()

    def fallback(notice: Notice) -> None:
        told.append(notice.title)
        fell_back.set()

    notifier(fallback).show(notice("Ben"))
    assert fell_back.wait(30)
    assert told == ["Ben"]


def test_without_a_bus_and_a_tray_the_window_goes_on(play: Play) -> None:
    seen = play("without_a_bus", program="notifying", DBUS_SESSION_BUS_ADDRESS=NO_BUS)
    assert seen["still_at"] == "/?first"
