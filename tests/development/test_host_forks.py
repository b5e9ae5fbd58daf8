"""A host that was forked is a host like any other."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import StartHost
from tests.support.hosts.host_forks import ForkedHost, HostForks
from tests.support.hosts.host_process import ServedHost

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere each host is started anew")


@pytest.fixture
def own() -> Iterator[HostForks]:
    found = HostForks()
    yield found
    found.end()


def test_hosts_of_tests_are_forked_each_with_its_words_and_files(start_host: StartHost) -> None:
    first = start_host("--allow-host", "chat.test", folder="first").set_up()
    second = start_host(folder="second").set_up()
    assert isinstance(first.process, ForkedHost)
    assert isinstance(second.process, ForkedHost)
    assert first.process.pid != second.process.pid
    names = [f"chat.test:{host.url.rsplit(':', 1)[1]}" for host in (first, second)]
    asked = [
        host.browser().get("/healthz", Host=name).status for host, name in zip((first, second), names, strict=True)
    ]
    assert asked == [200, 421]
    for host in (first, second):
        host.stop()
        assert host.errors == ""


def test_it_waits_and_tells_how_it_ended(start_host: StartHost) -> None:
    host = start_host()
    assert host.process.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        host.process.wait(0.01)
    host.kill()
    assert host.process.wait() == host.process.poll() == -signal.SIGKILL
    host.process.terminate()  # nobody else has its number by now, or is ended by it


def test_its_errors_are_its_own(own: HostForks, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="cannot be called"):
        ServedHost(tmp_path, "--office", "", forks=own)


def test_with_another_environment_a_host_is_started_anew(
    own: HostForks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "before").mkdir()
    ServedHost(tmp_path / "before", forks=own).kill()
    monkeypatch.setenv("CHAT_DESKTOP_OFFICE", "Harbour Street")
    host = ServedHost(tmp_path, forks=own)
    try:
        assert host.browser().get("/api/hello").expect()["office"]["name"] == "Harbour Street"
    finally:
        host.kill()


def test_without_a_process_that_forks_a_host_is_started_anew(own: HostForks, tmp_path: Path) -> None:
    (tmp_path / "before").mkdir()
    before = ServedHost(tmp_path / "before", forks=own)
    before.kill()
    assert own._loader is not None
    own._loader.kill()
    own._loader.wait()
    host = ServedHost(tmp_path, forks=own)
    host.kill()
    assert not isinstance(host.process, ForkedHost)
