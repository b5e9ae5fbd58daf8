"""Changes of the host take effect in their order, and a step that fails keeps no other from happening."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from chat_desktop.errors import Internal, StartError
from chat_desktop.runtime import host_updates
from chat_desktop.runtime.host_updates import HostUpdates, Steps

PATIENCE_SECONDS = 30.0


class Host:
    """Notes each step; those in `broken` fail."""

    def __init__(self) -> None:
        self.done: list[Any] = []
        self.broken: set[str] = set()
        self.owner: str | Exception = "Ana"
        self.written = threading.Event()
        self.announced = threading.Event()
        self.updates = HostUpdates(
            Steps(
                replace_host_names=lambda: self.step("names"),
                announce=self.announce,
                renew_certificates=lambda: self.step("certificates"),
                tell_pages=lambda: self.step("pages"),
                write_ready_file=self.write,
                owner_name=self.owner_name,
            )
        )

    def step(self, name: str) -> None:
        if name in self.broken:
            raise OSError(name)
        self.done.append(name)

    def announce(self, **said: Any) -> None:
        self.done.append(said)
        self.announced.set()

    def write(self) -> bool:
        if "file" in self.broken:
            self.broken.discard("file")
            return False
        self.step("file")
        self.written.set()
        return True

    def owner_name(self) -> str:
        if isinstance(self.owner, Exception):
            problem, self.owner = self.owner, "Ana"
            raise problem
        return self.owner


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    monkeypatch.setattr(host_updates, "RETRY_SECONDS", 0.01)
    host = Host()
    yield host
    host.updates.stop()


FIRST = {"office_name": "Office", "owner": "Ana", "port": 8765}


def test_a_change_of_addresses_is_announced_before_anything_that_may_fail_or_take_time(host: Host) -> None:
    host.updates.start("Office", 8765)
    host.updates.addresses_changed()
    assert host.written.wait(PATIENCE_SECONDS)
    assert host.done == [FIRST, "names", {}, "certificates", "pages", "file"]


@pytest.mark.parametrize("broken", ["names", "certificates", "pages"])
def test_a_step_that_fails_keeps_no_other_from_happening(host: Host, broken: str) -> None:
    host.broken = {broken}
    host.updates.start("Office", 8765)
    host.updates.addresses_changed()
    assert host.written.wait(PATIENCE_SECONDS)
    expected = [FIRST, "names", {}, "certificates", "pages", "file"]
    assert host.done == [step for step in expected if step != broken]


def test_a_ready_file_that_cannot_be_written_is_written_when_it_can(host: Host) -> None:
    host.broken = {"file"}
    host.updates.start("Office", 8765)
    host.updates.addresses_changed()
    assert host.written.wait(PATIENCE_SECONDS)
    assert host.done[-1] == "file"


def test_two_names_are_announced_in_the_order_in_which_they_were_given(host: Host) -> None:
    names = [f"Ana {number}" for number in range(200)]
    for name in names:
        host.updates.owner_changed(name)
    host.updates.office_changed("Other office")
    host.updates.start("Office", 8765)
    assert host.written.wait(PATIENCE_SECONDS)
    assert [said["owner"] for said in host.done if isinstance(said, dict) and said.keys() == {"owner"}] == names


@pytest.mark.parametrize("problem", [Internal(), TimeoutError()])
def test_an_owner_who_cannot_be_read_is_asked_about_again(host: Host, problem: Exception) -> None:
    host.owner = problem
    host.updates.start("Office", 8765)
    assert host.announced.wait(PATIENCE_SECONDS)
    assert host.done == [FIRST]


def test_a_host_that_is_stopped_at_once_is_not_announced(host: Host) -> None:
    host.owner = StartError("The server does not run.")
    host.updates.start("Office", 8765)
    host.updates.stop()
    assert host.done == []
