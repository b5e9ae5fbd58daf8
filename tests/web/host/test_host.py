"""GET /api/host and its log, and the session of a command of the command line."""

from pathlib import Path
from typing import Any

from chat_desktop import log
from tests.support.parts.rules_office import RulesOffice
from tests.web.conftest import Site


def test_the_owner_sees_what_the_host_does(site: Site, office: RulesOffice) -> None:
    office.post(office.ben, "Hello")
    found = site.ask("GET", "/api/host", office.ana).json
    assert (found["people"], found["uptime_seconds"]) == (4, 90)
    expected = [{"user_id": office.ana.user_id, "devices": 2}, {"user_id": office.cleo.user_id, "devices": 1}]
    assert found["connected"] == expected
    assert len(found["days"]) == 14
    assert found["days"][-1]["messages"] >= 1
    assert (found["data"], found["log"]) == ("/data", "/data/logs/chat-desktop.log")


def test_a_log_that_is_not_there_has_no_lines(site: Site, office: RulesOffice) -> None:
    assert site.ask("GET", "/api/host/log", office.ana).json == {"ok": True, "lines": []}
    assert site.ask("GET", "/api/host/log", office.ben).status_code == 403


def test_the_last_lines_of_a_log_are_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.log"
    file.write_bytes(b"first line\nsecond \xff\nthird\n")
    assert log.tail(file) == ["first line", "second \N{REPLACEMENT CHARACTER}", "third"]
    assert log.tail(file, 10) == ["third"]


def test_a_command_signs_in_on_the_hosts_computer_alone(site: Site) -> None:
    body = {"secret": "the desktop's secret"}
    here: dict[str, Any] = {"environ_overrides": {"network.loopback": True}}
    assert site.ask("POST", "/api/desktop/session", json=body).status_code == 403
    assert site.ask("POST", "/api/desktop/session", json={"secret": "guess"}, **here).status_code == 403
    renamed = site.ask("POST", "/api/desktop/session", json=body, headers={"Host": "evil.example"}, **here)
    assert renamed.status_code == 403
    user = site.ask("POST", "/api/desktop/session", json=body, **here).json["user"]
    assert user["role"] == "owner"
