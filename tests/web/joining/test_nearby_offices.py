"""Other offices: who may ask for the list, and who may open a window on the host's screen."""

import pytest

from tests.support.parts.rules_office import RulesOffice
from tests.web.conftest import Site

VISIT = {"url": "http://192.168.1.20:8765", "office_id": "of2"}


def test_anybody_may_ask_which_offices_there_are(site: Site) -> None:
    answer = site.ask("GET", "/api/offices").json
    assert {key: answer[key] for key in ("offices", "looking", "problem")} == {
        "offices": [],
        "looking": False,
        "problem": "off",
    }


def test_the_owner_opens_another_office_in_a_window(site: Site, office: RulesOffice) -> None:
    assert site.ask("POST", "/api/desktop/visit", office.ana, json=VISIT).json["opened"] is True
    assert site.visited == [("http://192.168.1.20:8765", "of2")]


def test_nobody_else_opens_anything_on_the_hosts_screen(site: Site, office: RulesOffice) -> None:
    for person, code in ((None, "not_signed_in"), (office.ben, "forbidden"), (office.cleo, "forbidden")):
        assert site.ask("POST", "/api/desktop/visit", person, json=VISIT).json["error"]["code"] == code
    assert site.ask("POST", "/api/desktop/visit", json=VISIT | {"token": "guess"}).json["error"]["code"] == "bad_code"
    assert site.visited == []


def test_before_there_is_an_owner_the_set_up_token_does_it_and_stays_good_for_the_set_up(site: Site) -> None:
    token = site.services.sign_in.setup_tokens.issue()
    for _ in range(2):
        assert site.ask("POST", "/api/desktop/visit", json=VISIT | {"token": token}).json["opened"] is True
    assert site.services.sign_in.setup_tokens.is_valid(token)


@pytest.mark.parametrize("body", [{}, {"url": 5}, {"url": "x" * 2_000}, {"url": "http://a", "more": 1}])
def test_what_is_no_question_is_refused(site: Site, office: RulesOffice, body: dict[str, object]) -> None:
    assert site.ask("POST", "/api/desktop/visit", office.ana, json=body).json["error"]["code"] == "invalid"


def test_what_is_no_address_is_said_in_a_sentence(site: Site, office: RulesOffice) -> None:
    error = site.ask("POST", "/api/desktop/visit", office.ana, json={"url": "nonsense"}).json["error"]
    assert (error["code"], error["field"]) == ("invalid", "url")
    assert "192.168.1.20:8765" in error["message"]
