"""Notifications with a field for a reply, of a window that others cover, and in a pause, on a bus of our own."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from chat_desktop.desktop.notifications.bus_notifier import MOST_CHARACTERS, BusNotifier
from chat_desktop.desktop.notifications.notice import Notice
from tests.desktop.conftest import Play
from tests.desktop.notifications.test_notifications import BUS, nothing
from tests.desktop.programs.driving import wait_until
from tests.desktop.programs.replying import REPLY
from tests.desktop.servers.notification_service import NotificationService
from tests.support.cast import ANA, BEN

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="no bus is installed")


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a session bus without services, which is that of this process too."""
    settings = tmp_path / "bus.conf"
    settings.write_text(BUS)
    command = ["dbus-daemon", f"--config-file={settings}", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        try:
            yield address
        finally:
            daemon.terminate()


def shown_by(service: NotificationService, notice: Notice) -> BusNotifier:
    notifier = BusNotifier(None, lambda notice: None)
    notifier.show(notice)
    wait_until(lambda: len(service.shown) == 1 and len(notifier._shown) == 1)
    return notifier


def test_a_reply_reaches_the_notice_and_is_no_longer_than_a_message(bus: str) -> None:
    replies: list[str] = []
    with NotificationService("inline-reply") as service:
        notifier = shown_by(service, Notice("room", "Ben", "words", nothing, replies.append))
        assert service.shown[0].actions == ["default", "Open", "inline-reply", "Reply"]
        for words in ("  ", f"  {REPLY} ", "x" * (MOST_CHARACTERS + 1)):
            service.reply(service.shown[0].number, words)
        service.reply(99, "to no notification")
        wait_until(lambda: len(replies) == 2)
        notifier.stop()
    assert replies == [REPLY, "x" * MOST_CHARACTERS]


@pytest.mark.parametrize("capabilities", [(), ("body", "actions")])
def test_without_the_field_there_is_no_button(bus: str, capabilities: tuple[str, ...]) -> None:
    with NotificationService(*capabilities) as service:
        notifier = shown_by(service, Notice("room", "Ben", "words", nothing, lambda words: None))
        assert service.shown[0].actions == ["default", "Open"]
        notifier.stop()


def test_a_reply_is_sent_as_a_message_of_the_page(play: Play, bus: str) -> None:
    seen = play("reply", program="replying", DBUS_SESSION_BUS_ADDRESS=bus)
    print(f"shown {seen['after_ms']} ms after the message was stored")
    _, title, body, actions, _ = seen["shown"]
    assert title.startswith(BEN)
    assert body == f"@{ANA} when?"
    assert "inline-reply" in actions
    assert seen["replied"] == REPLY


def test_a_window_that_is_covered_gives_a_notification(play: Play, bus: str) -> None:
    seen = play("covered", program="replying", DBUS_SESSION_BUS_ADDRESS=bus)
    assert seen["visible"] == "visible"
    assert seen["actions"] == ["default", "Open"]


def test_in_a_pause_nothing_is_shown(play: Play, bus: str) -> None:
    assert play("paused", program="replying", DBUS_SESSION_BUS_ADDRESS=bus)["bodies"] == [f"@{ANA} after it"]
