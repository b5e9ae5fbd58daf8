"""The host's disk is full: the page says so at once, keeps what was written, and sends it when there is space."""

import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PeopleIn
from tests.faults.support import disk
from tests.support.browsers.pages import NAME
from tests.support.cast import BEN, CLEO
from tests.support.hosts.host_process import ServedHost

FULL = "The host's disk is full"

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a preloaded library is Linux's")


def test_a_full_disk_is_told_and_the_message_waits_for_space(tmp_path: Path, people_in: PeopleIn) -> None:
    full_disk = disk.FullDisk(tmp_path, disk.build(tmp_path / "library"))
    host = ServedHost(tmp_path, "--allow-host", NAME, environment=full_disk.environment).set_up()
    try:
        people = people_in(host)
        writer, other = people("desktop", host.ana), people("phone", host.join(BEN))
        in_the_list = people("phone", host.join(CLEO))
        for person in (writer, other, in_the_list):
            # The page may store its time zone, and what is written, when the disk is full already.
            person.allow("/api/account/time-zone", r"/api/rooms/\w+/draft")
        for person in (writer, other):
            person.enter(f"/r/{host.ana.home()}")
        in_the_list.enter()
        expect(in_the_list.composer).to_have_count(0)
        full_disk.fill("chat.db*")
        writer.say("Written on a full disk")
        for person in (writer, other, in_the_list):
            expect(person.page.get_by_role("status").filter(has_text=FULL)).to_be_visible()
        expect(writer.message("Written on a full disk").get_by_label("Sending")).to_be_visible()
        expect(writer.composer).to_be_editable()
        full_disk.free()
        expect(other.message("Written on a full disk")).to_be_visible()
        expect(writer.message("Written on a full disk")).to_have_attribute("data-id", re.compile("."))
        for person in (writer, in_the_list):
            expect(person.page.get_by_text(FULL)).to_have_count(0)
    finally:
        host.kill()


# A whole office meets the same fault at the same instant, and must not come back at the same instant too.
NOTE_WAITS = """
window.waits = [];
const real = window.setTimeout;
window.setTimeout = (work, ms, ...rest) => { window.waits.push(ms); return real(work, ms, ...rest); };
"""


def waits_of_two_pages(folder: Path, people_in: PeopleIn, *program: str) -> list[list[float]]:
    """Two writers before a full disk: how long each page waited between its tries, where chance had a part in it."""
    full_disk = disk.FullDisk(folder, disk.build(folder / "library"))
    started = program or ("-m", "chat_desktop")
    host = ServedHost(folder, "--allow-host", NAME, program=started, environment=full_disk.environment).set_up()
    try:
        people = people_in(host)
        writers = [people("desktop", host.ana), people("desktop", host.join(BEN))]
        for writer in writers:
            writer.page.add_init_script(NOTE_WAITS)
            writer.allow("/api/account/time-zone")  # the page may store it when the disk is full already
            writer.enter(f"/r/{host.ana.home()}")
        full_disk.fill("chat.db*")
        for writer in writers:
            writer.page.evaluate("window.waits.length = 0")
            writer.say("Written on a full disk")
        for writer in writers:
            # The waits after the first and the second try: half of 300 ms and of a second at least.
            writer.await_true("window.waits.filter((ms) => ms >= 500 && ms <= 1000).length > 0")
        return [[ms for ms in writer.page.evaluate("window.waits") if ms and ms % 1] for writer in writers]
    finally:
        host.kill()


def test_pages_that_met_the_same_fault_do_not_try_again_together(tmp_path: Path, people_in: PeopleIn) -> None:
    one, other = waits_of_two_pages(tmp_path, people_in)
    assert 150 <= one[0] < 300
    assert 500 <= one[1] < 1000
    assert not set(one) & set(other)


def test_without_the_jitter_they_would(tmp_path: Path, people_in: PeopleIn) -> None:
    assert waits_of_two_pages(tmp_path, people_in, "-m", "tests.faults.support.launch", "jitter") == [[], []]
