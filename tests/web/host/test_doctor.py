"""The doctor's door: who may ask, what strangers may say, and what every answer tells of the way in."""

from typing import Any

import pytest

from tests.support.hosts.host_process import ServedHost
from tests.support.parts.rules_office import RulesOffice
from tests.web.conftest import Site

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"
PHONE: dict[str, Any] = {"headers": {"User-Agent": IPHONE}, "address": "192.168.1.7"}
WINDOW: dict[str, Any] = {"network.loopback": True}


def phone(site: Site) -> dict[str, Any]:
    """What the owner is told of the one phone there is."""
    told = site.ask("GET", "/api/doctor/arrivals", site.office.ana).json["arrivals"]
    found: dict[str, Any] = next(one for one in told if one["device"] == "Safari on iPhone")
    return found


def test_heads_are_told_and_nobody_else(site: Site, office: RulesOffice) -> None:
    for path in ("/api/doctor", "/api/doctor/arrivals"):
        for who, status in ((office.ana, 200), (office.ben, 200), (office.dora, 403), (None, 401)):
            assert site.ask("GET", path, who).status_code == status, path
    told = site.ask("GET", "/api/doctor", office.ana).json
    assert told["checks"][0]["detail"] == "It ticks."
    assert told["firewall"] == {"command": "netsh advfirewall", "here": False}


def test_each_answer_on_the_way_in_moves_the_arrival(site: Site, office: RulesOffice) -> None:
    site.ask("GET", "/join", **PHONE)
    assert (phone(site)["page"], phone(site)["script"], phone(site)["address"]) == (True, False, "192.168.1.7")
    site.ask("POST", "/api/arrivals", json={"step": "script"}, **PHONE)
    assert phone(site)["script"] is True
    wrong = {"code": "A" * 22, "name": "Elif", "password": "a good long one"}
    assert site.ask("POST", "/api/join", json=wrong, **PHONE).status_code == 403
    assert (phone(site)["state"], phone(site)["problem"]) == ("stopped", "bad_code")
    right = wrong | {"code": office.office.join_code}
    assert site.ask("POST", "/api/join", json=right, **PHONE).status_code == 201
    found = phone(site)
    assert (found["signed_in"], found["joined"], found["problem"]) == (True, True, "")
    assert found["user_id"] is not None


def test_a_page_that_met_an_error_says_which(site: Site) -> None:
    site.ask("POST", "/api/arrivals", json={"step": "error", "words": "Unexpected token '?'"}, **PHONE)
    assert (phone(site)["problem"], phone(site)["words"]) == ("script_error", "Unexpected token '?'")


def test_files_and_other_pages_of_the_api_are_no_arrivals(site: Site, office: RulesOffice) -> None:
    site.ask("GET", "/favicon.ico", **PHONE)
    site.ask("GET", "/api/hello", **PHONE)
    site.ask("GET", "/healthz", **PHONE)
    assert site.ask("GET", "/api/doctor/arrivals", office.ana).json["arrivals"] == []


@pytest.mark.parametrize(
    "body", [{}, {"step": "owner"}, {"step": "script", "user_id": "x"}, {"step": "error", "words": "x" * 2000}, []]
)
def test_a_report_is_strict(site: Site, body: object) -> None:
    assert site.ask("POST", "/api/arrivals", json=body, **PHONE).status_code == 400


def test_a_flood_of_reports_is_cut_short_and_signs_nobody_in(site: Site, office: RulesOffice) -> None:
    answers = [site.ask("POST", "/api/arrivals", json={"step": "script"}, **PHONE) for _ in range(8)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 3
    assert "Set-Cookie" not in answers[0].headers


@pytest.mark.parametrize(
    ("host", "environ", "status"),
    [
        ("127.0.0.1:8765", WINDOW, 200),
        ("[::1]:8765", WINDOW, 200),
        ("192.168.1.5:8765", WINDOW, 403),
        ("127.0.0.1.example:8765", WINDOW, 403),
        ("127.0.0.1:8765", {}, 403),
    ],
)
def test_the_firewall_is_opened_from_the_hosts_own_window_only(
    site: Site, office: RulesOffice, host: str, environ: dict[str, Any], status: int
) -> None:
    """A browser elsewhere may put any name of ours into its Host header; it cannot come over loopback."""

    def ask(cookie: dict[str, str]) -> Any:
        return site.app.test_client(use_cookies=False).post(
            "/api/desktop/firewall", headers=cookie | {"Host": host}, environ_base=environ
        )

    assert ask(site.cookie(office.ana)).status_code == status
    assert ask(site.cookie(office.ben)).status_code == 403
    assert ask({}).status_code == 401


def test_a_phone_that_came_under_a_strange_name_is_told_of(host: ServedHost) -> None:
    strange = host.browser().ask(
        "GET", "/", None, {"Host": "office.example", "Accept": "text/html", "User-Agent": IPHONE}
    )
    assert strange.status == 421
    told = host.ana.get("/api/doctor/arrivals").expect()["arrivals"]
    (found,) = [one for one in told if one["device"] == "Safari on iPhone"]
    assert (found["state"], found["problem"], found["page"]) == ("stopped", "bad_host", False)


def test_a_real_host_examines_itself_and_answers_others_meanwhile(host: ServedHost) -> None:
    told = host.ana.get("/api/doctor").expect()
    by_id = {check["id"]: check for check in told["checks"]}
    assert by_id["port"]["state"] == "ok"
    assert by_id["mdns"]["state"] == "warning"  # the hosts of the tests do not announce themselves
    assert told["firewall"] is None or told["firewall"]["here"] is True
    assert all(set(check) == {"id", "state", "title", "detail", "cure", "found", "steps"} for check in told["checks"])
    assert all(check["cure"] or check["state"] in ("ok", "unknown") for check in told["checks"])
