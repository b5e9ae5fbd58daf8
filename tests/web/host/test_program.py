"""The routes of the program on the host's computer: its start at sign-in, and its end."""

import errno
from typing import Any

from tests.web.conftest import Site

HERE: dict[str, Any] = {"environ_overrides": {"network.loopback": True}}


def told(answer: Any) -> dict[str, Any]:
    """Returns an answer without the fonts that are missing, which are this computer's."""
    assert isinstance(answer.json["fonts"], list)
    return {name: value for name, value in answer.json.items() if name != "fonts"}


def test_the_owner_starts_it_at_sign_in_and_the_system_is_asked_each_time(site: Site) -> None:
    ana, system = site.office.ana, site.autostart
    assert system is not None
    assert told(site.ask("GET", "/api/host/program", ana)) == {"ok": True, "may_change": False, "autostart": False}
    turned = site.ask("PUT", "/api/host/program/autostart", ana, json={"on": True}, **HERE)
    assert told(turned) == {"ok": True, "may_change": True, "autostart": True}
    system.noted = False  # as in the settings of the system
    assert site.ask("GET", "/api/host/program", ana).json["autostart"] is False


def test_from_another_computer_nothing_is_changed(site: Site) -> None:
    ana, system = site.office.ana, site.autostart
    assert system is not None
    refused = site.ask("PUT", "/api/host/program/autostart", ana, json={"on": True})
    assert (refused.status_code, refused.json["error"]["message"]) == (
        403,
        "Do this in the window on the host's computer.",
    )
    assert site.ask("POST", "/api/host/program/close", ana, json={}).status_code == 403
    assert (system.noted, site.closed) == (False, [])


def test_a_system_that_refuses_is_told(site: Site) -> None:
    ana, system = site.office.ana, site.autostart
    assert system is not None
    system.problem = OSError(errno.EROFS, "Read-only file system")
    refused = site.ask("PUT", "/api/host/program/autostart", ana, json={"on": True}, **HERE)
    assert refused.status_code == 400
    assert "Read-only file system" in refused.json["error"]["message"]
    assert "autostart" not in site.ask("GET", "/api/host/program", ana).json
    site.autostart = None
    assert site.ask("PUT", "/api/host/program/autostart", ana, json={"on": True}, **HERE).status_code == 400
    assert "autostart" not in site.ask("GET", "/api/host/program", ana).json


def test_the_office_is_closed_in_its_window_or_by_a_command(site: Site) -> None:
    assert site.ask("POST", "/api/host/program/close", site.office.ana, json={}, **HERE).status_code == 200
    assert site.closed == ["closed"]
    for secret, where, status in (("guess", HERE, 403), ("the desktop's secret", {}, 403)):
        assert site.ask("POST", "/api/desktop/close", json={"secret": secret}, **where).status_code == status
    assert site.closed == ["closed"]
    told = {"secret": "the desktop's secret"}
    assert site.ask("POST", "/api/desktop/close", json=told, **HERE).status_code == 200
    assert site.closed == ["closed", "closed"]
