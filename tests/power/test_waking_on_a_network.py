"""A computer wakes on a network of namespaces, with another address: the office is announced and reached in 10 s."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.network.conftest import why_no_namespaces
from tests.network.namespaces import Namespaces, until
from tests.support.parts.login_service import login_service, surroundings

pytestmark = [
    pytest.mark.netns,
    pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="needs a bus"),
]
DELAY = ("sleep:shutdown", "delay")
WITHIN_SECONDS = 10


@pytest.fixture
def lan() -> Iterator[Namespaces]:
    if why := why_no_namespaces():
        pytest.skip(why)
    with ExitStack() as stack:
        yield Namespaces(stack)


def test_the_office_is_announced_and_reached_after_the_computer_has_slept(
    lan: Namespaces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    computer, colleague = lan.host("10.77.0.1/24"), lan.host("10.77.0.2/24")
    with login_service(tmp_path) as login:
        for name, value in surroundings(login).items():
            monkeypatch.setenv(name, value)
        office = lan.serve(computer, tmp_path / "office").set_up()
        until(office.is_announced)
        login.until_held(DELAY)
        login.tell("PrepareForSleep", True)
        login.until_held()
        # What others have heard is forgotten, and the network has given the address to somebody else.
        os.kill(office.pid, signal.SIGSTOP)
        lan.drop_address(computer, "10.77.0.1/24")
        lan.add_address(computer, "10.77.0.9/24")
        looking = lan.looking(colleague)
        os.kill(office.pid, signal.SIGCONT)
        login.tell("PrepareForSleep", False)
        url = "http://10.77.0.9:8765"
        looking.shows(url, within=WITHIN_SECONDS)
        assert lan.phone(colleague, "get", f"{url}/api/hello")
        login.until_held(DELAY)
