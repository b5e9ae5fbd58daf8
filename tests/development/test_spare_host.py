"""A host that was started before it was asked for is a host like any other."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import StartHost
from tests.support.host_process import ServedHost
from tests.support.spare_host import SpareHosts


@pytest.fixture
def own() -> Iterator[SpareHosts]:
    found = SpareHosts()
    yield found
    found.end()


def test_the_host_of_the_next_test_is_started_during_this_one(start_host: StartHost, spares: SpareHosts) -> None:
    start_host()
    assert spares.spare is not None
    prepared = spares.spare.pid
    second = start_host("--allow-host", "chat.test", folder="second").set_up()
    assert second.process.pid == prepared
    port = second.url.rsplit(":", 1)[1]
    assert second.browser().get("/healthz", Host=f"chat.test:{port}").status == 200
    second.stop()
    assert second.errors == ""


def test_its_errors_are_its_own(own: SpareHosts, tmp_path: Path) -> None:
    own.prepare()
    with pytest.raises(AssertionError, match="cannot be called"):
        ServedHost(tmp_path, "--office", "", spares=own)


def test_none_is_handed_out_that_has_another_environment(
    own: SpareHosts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.prepare()
    monkeypatch.setenv("CHAT_DESKTOP_OFFICE", "Harbour Street")
    host = ServedHost(tmp_path, spares=own)
    try:
        hello = host.browser().get("/api/hello").expect()
        assert hello["office"]["name"] == "Harbour Street"
    finally:
        host.kill()


def test_one_that_has_died_is_not_handed_out(own: SpareHosts, tmp_path: Path) -> None:
    own.prepare()
    assert own.spare is not None
    own.spare.kill()
    own.spare.wait()
    host = ServedHost(tmp_path, spares=own)
    host.kill()


@pytest.mark.skipif(os.name != "posix", reason="asks for the process by its number")
def test_none_outlives_the_tests(own: SpareHosts) -> None:
    own.prepare()
    assert own.spare is not None
    pid = own.spare.pid
    own.end()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
