"""`chat-desktop power`: the setting, and what everyone is told about a restart."""

import json
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from chat_desktop.cli import parser
from chat_desktop.cli.office import power
from chat_desktop.runtime.power import pauses
from tests.cli.test_status import command
from tests.conftest import StartHost
from tests.support.hosts.host_forks import SHARED
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser


def test_a_restart_is_told_to_everyone_and_taken_back(start_host: StartHost) -> None:
    host = start_host().set_up()
    with host.newcomer("Cleo").connect_socket() as cleo:
        done = command("power", "--stay-awake", "never", "--back-in", "10", "--json", data=host.data)
        assert (done.returncode, done.stderr) == (0, "")
        found = json.loads(done.stdout)
        assert (found["stay_awake"], found["state"], found["pause"]["why"]) == ("never", "never", "restart")
        told = cleo.until("host:pause")["pause"]
        assert told == found["pause"]
        begins, ends = (datetime.fromisoformat(told[name]) for name in ("at", "until"))
        assert (ends - begins).total_seconds() == 600
        hour = datetime.now().astimezone() + timedelta(hours=6)  # no time of day that is over before it is told
        done = command("power", "--restart-at", f"{hour:%H}:30", data=host.data)
        assert f"{hour:%H}:30 and is back by" in done.stdout
        cleo.until("host:pause")
        assert command("power", "--take-back", data=host.data).returncode == 0
        assert cleo.until("host:pause")["pause"] is None
        assert command("power", "--back-in", "0", data=host.data).returncode == 2
        assert command("power", "--restart-at", "25:00", data=host.data).returncode == 2


def test_a_stop_at_the_time_of_a_planned_restart_says_until_when(start_host: StartHost) -> None:
    host = start_host().set_up()
    with host.newcomer("Cleo").connect_socket() as cleo:
        planned = host.ana.ask("PUT", "/api/host/pause", {"minutes": 10}).expect()["pause"]
        host.process.terminate()
        stopping = cleo.until("host:stopping")
        assert (stopping["why"], stopping["until"]) == ("restart", planned["until"])


def test_a_plan_outlives_a_host_that_was_killed_and_ends_with_the_restart(tmp_path: Path) -> None:
    host = ServedHost(tmp_path, forks=SHARED).set_up()
    at = datetime.now().astimezone() + timedelta(minutes=10)
    body = {"minutes": 5, "at": at.isoformat()}
    planned = host.ana.ask("PUT", "/api/host/pause", body).expect()["pause"]
    host.kill()
    assert pause_after_start(tmp_path, host.ana, stop=True) == planned
    # It was stopped within a quarter of an hour of the moment, so this start is the restart that was planned.
    assert pause_after_start(tmp_path, host.ana) is None


def test_a_plan_that_is_taken_back_or_over_is_not_there_at_the_next_start(tmp_path: Path) -> None:
    host = ServedHost(tmp_path, forks=SHARED).set_up()
    at = datetime.now().astimezone() + timedelta(hours=10)
    host.ana.ask("PUT", "/api/host/pause", {"minutes": 5, "at": at.isoformat()}).expect()
    host.ana.ask("DELETE", "/api/host/pause").expect()
    host.kill()
    assert pause_after_start(tmp_path, host.ana) is None
    (host.data / pauses.FILE).write_text('{"at": 1, "until": 2}')
    assert pause_after_start(tmp_path, host.ana) is None
    (host.data / pauses.FILE).write_text('{"at": "soon"}')
    assert pause_after_start(tmp_path, host.ana) is None


def pause_after_start(folder: Path, ana: Browser, stop: bool = False) -> object:
    """Starts the host again. Returns what a page is told of a planned pause; the host is then stopped, or killed."""
    again = ServedHost(folder, forks=SHARED)
    try:
        browser = again.browser()
        browser.cookies = ana.cookies
        with browser.connect_socket() as page:
            told = page.heard("welcome")[0].get("pause")
        if stop:
            again.stop()
        return told
    finally:
        again.kill()


def test_without_a_host_there_is_nobody_to_tell(start_host: StartHost) -> None:
    host = start_host().set_up()
    host.stop()
    done = command("power", "--back-in", "10", data=host.data)
    assert done.returncode == 2
    assert "The office is not running." in done.stderr


@pytest.mark.parametrize(
    ("now", "at"), [("2026-11-29T10:00", "2026-11-29T17:30"), ("2026-11-29T17:30", "2026-11-30T17:30")]
)
def test_a_time_of_day_is_the_next_one(now: str, at: str) -> None:
    assert power.next_time(time(17, 30), datetime.fromisoformat(now)) == datetime.fromisoformat(at)


def test_what_is_no_time_of_day_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser.make().parse_args(["power", "--restart-at", "25:00"])
    assert "'25:00' is not a time of day, such as 17:30" in capsys.readouterr().err
