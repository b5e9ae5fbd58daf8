"""The office pauses: its computer sleeps, or the owner has announced a restart. Pages say so, and nothing is lost."""

import re
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PeopleIn
from tests.support.browsers.pages import NAME
from tests.support.cast import BEN
from tests.support.hosts.host_process import ServedHost
from tests.support.parts.login_service import LoginService, login_service, surroundings
from tests.webui.accessibility.page_checks import SMALLEST_TARGET_PX, TOO_SMALL, faults, sideways, wide

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not shutil.which("dbus-daemon"), reason="needs a bus"
)
DELAY = ("sleep:shutdown", "delay")


@pytest.fixture
def login(tmp_path: Path) -> Iterator[LoginService]:
    with login_service(tmp_path) as service:
        yield service


@pytest.fixture
def host(tmp_path: Path, login: LoginService) -> Iterator[ServedHost]:
    served = ServedHost(tmp_path, "--allow-host", NAME, environment=surroundings(login))
    try:
        yield served.set_up()
    finally:
        served.kill()


def test_what_is_written_while_the_computer_sleeps_is_sent_when_it_is_back(
    host: ServedHost, login: LoginService, people_in: PeopleIn
) -> None:
    login.until_held(DELAY)  # before anybody is connected, for whom the computer is kept awake too
    person = people_in(host)("desktop", host.join(BEN))
    page = person.enter()
    login.tell("PrepareForSleep", True)
    expect(page.get_by_text("The host's computer sleeps.")).to_be_visible()
    person.say("For when you wake")
    waiting = person.message("For when you wake")
    expect(waiting).to_be_visible()
    assert faults(page) == []
    # The host answers here, because no computer really sleeps; yet the page has sent nothing.
    home = host.ana.home()
    assert host.ana.get(f"/api/rooms/{home}/messages").expect()["messages"] == []
    login.tell("PrepareForSleep", False)
    expect(page.get_by_text("The host's computer sleeps.")).to_have_count(0)
    expect(waiting.get_by_label("Sent")).to_be_visible()


def test_the_owner_announces_a_restart_and_everyone_reads_it(host: ServedHost, people_in: PeopleIn) -> None:
    people = people_in(host)
    reader, chief, newcomer = people("phone", host.join(BEN)), people("desktop", host.ana), people("phone", host.ana)
    ben, owner = reader.enter(), chief.enter("/settings")
    owner.get_by_role("button", name="Show what the host does").click()
    card = owner.get_by_role("dialog", name="The host's computer").get_by_role("region", name="Sleep and restarts")
    card.get_by_label("Stay awake while people are connected").select_option("never")
    expect(card).to_contain_text("It may sleep while people are connected.")
    card.get_by_label("Minutes away").fill("0")
    card.get_by_role("button", name="Tell everyone").click()
    expect(card).to_contain_text("Say 1 to 10,080 minutes")
    at = datetime.now().astimezone() + timedelta(hours=6)  # no time of day that may be over before the test is
    card.get_by_label("Restart at").fill(f"{at:%H}:30")
    card.get_by_label("Minutes away").fill("15")
    card.get_by_role("button", name="Tell everyone").click()
    expect(card).to_contain_text("Everyone was told")
    hour = at.hour % 12 or 12
    told = re.compile(rf"The office restarts at .*{hour}:30.* and is back by .*{hour}:45.*\. What you write is kept\.")
    expect(ben.get_by_text(told)).to_be_visible()
    assert faults(owner) + sideways(owner) + wide(owner) + faults(ben) + sideways(ben) == []
    late = newcomer.enter("/settings")
    expect(late.get_by_text(told)).to_be_visible()
    late.get_by_role("button", name="Show what the host does").click()
    small = late.get_by_role("dialog", name="The host's computer")
    expect(small).to_contain_text("Everyone was told")
    assert small.locator("button, a, select").evaluate_all(TOO_SMALL, SMALLEST_TARGET_PX) == []
    card.get_by_role("button", name="Take it back").click()
    expect(ben.get_by_text(told)).to_have_count(0)
    card.get_by_role("button", name="Tell everyone").click()
    expect(ben.get_by_text(re.compile("The office restarts at .* and is back by"))).to_be_visible()  # it begins now
    for person in (reader, chief, newcomer):
        person.allow("net::ERR_")  # what a page asks at that moment, or has just asked
    host.stop()
    expect(ben.get_by_text(re.compile("The office is back by"))).to_be_visible()
