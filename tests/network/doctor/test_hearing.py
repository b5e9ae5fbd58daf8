"""The doctor hears our own announcement, whatever others announce."""

import threading
import time
from pathlib import Path

import pytest

from chat_desktop.network.doctor.probes.announcement import check_announcement
from chat_desktop.network.doctor.subject import Subject
from chat_desktop.network.mdns import hostname
from chat_desktop.network.mdns.announcer import Announcer
from tests.network import strange_announcements

OFFICE = f"Heard {time.monotonic_ns()}"
PLACES = ["127.0.0.1"]


def test_names_that_cannot_be_read_do_not_hide_our_own(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setattr(hostname, "_PROBE_MS", 100)
    office_id = f"of{time.monotonic_ns()}"
    office = Announcer(office_id, OFFICE, "0.1.0", 8765, PLACES, PLACES, owner="Ana")
    stopping = threading.Event()

    def lie() -> None:
        while not stopping.wait(0.1):
            for label in strange_announcements.LABELS.values():
                strange_announcements.tell(strange_announcements.announcement(label))

    liar = threading.Thread(target=lie, daemon=True)
    liar.start()
    office.start()
    try:
        # As long as it takes until it is announced; it is over as soon as it is heard.
        check = check_announcement(Subject(tmp_path, 8765, office_id=office_id), PLACES, 20)
    finally:
        stopping.set()
        office.stop()
        liar.join()
    assert check.state == "ok", check
    assert "Traceback" not in caplog.text


def test_an_adapter_that_takes_no_part_is_told(tmp_path: Path) -> None:
    check = check_announcement(Subject(tmp_path, 8765, office_id="of1"), [], 0.1)
    assert "UDP port 5353, which announcements need, cannot be used" in check.detail
