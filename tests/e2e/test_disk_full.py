"""The host's disk is full: the page says so at once, keeps what was written, and sends it when there is space."""

import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.cast import BEN
from tests.e2e.conftest import PeopleIn
from tests.faults import disk
from tests.pages import NAME
from tests.served import ServedHost

FULL = "The disk of the office's computer is full"

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a preloaded library is Linux's")


def test_a_full_disk_is_told_and_the_message_waits_for_space(tmp_path: Path, people_in: PeopleIn) -> None:
    full_disk = disk.FullDisk(tmp_path, disk.build(tmp_path / "library"))
    host = ServedHost(tmp_path, "--allow-host", NAME, environment=full_disk.environment).set_up()
    try:
        people = people_in(host)
        writer, other = people("desktop", host.ana), people("phone", host.join(BEN))
        for person in (writer, other):
            person.enter(f"/r/{host.ana.home()}")
            person.await_link()
        full_disk.fill("chat.db*")
        writer.say("Written on a full disk")
        for person in (writer, other):
            expect(person.page.get_by_role("status").filter(has_text=FULL)).to_be_visible()
        expect(writer.message("Written on a full disk").get_by_label("Sending")).to_be_visible()
        expect(writer.composer).to_be_editable()
        full_disk.free()
        expect(other.message("Written on a full disk")).to_be_visible()
        expect(writer.message("Written on a full disk")).to_have_attribute("data-id", re.compile("."))
        expect(writer.page.get_by_text(FULL)).to_have_count(0)
    finally:
        host.kill()
