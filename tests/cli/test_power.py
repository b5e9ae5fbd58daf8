"""`chat-desktop power`: the setting, and what everyone is told about a restart."""

import json
from datetime import datetime, time

import pytest

from chat_desktop.cli.office import power
from tests.cli.test_status import command
from tests.conftest import StartHost


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
        done = command("power", "--restart-at", "17:30", data=host.data)
        assert "17:30 and is back by" in done.stdout
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
