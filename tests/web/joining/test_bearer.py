"""A program's bearer token on the pages and the API, by a resolver of the tests' own: the office has none yet."""

from typing import Any

import pytest
from werkzeug.test import Client

from chat_desktop.chat.core.records import Identity
from chat_desktop.network.http.access import AccessMiddleware
from chat_desktop.network.http.allowed_hosts import AllowedHosts
from tests.support.hosts.host_process import ServedHost
from tests.support.parts.rules_office import Person
from tests.web.conftest import Site

TOKEN = "a-token-of-ben"


class Program:
    """Asks the whole way in: the outer layer, then the application."""

    def __init__(self, site: Site, owner: Person) -> None:
        identity = Identity(owner.session_id, owner.user_id)
        identities, cookies = site.services.sessions.cache, site.services.sessions.cookies
        self._door = AccessMiddleware(
            site.app,
            AllowedHosts(8765),
            lambda environ: identities.find(cookies.token(environ)),
            resolve=lambda token: identity if token == TOKEN else None,
        )

    def ask(self, method: str, path: str, token: str, **options: Any) -> Any:
        headers = {"Authorization": f"Bearer {token}", **options.pop("headers", {})}
        client = Client(self._door, use_cookies=False)
        return client.open(path, method=method, base_url="http://localhost:8765", headers=headers, **options)


@pytest.fixture
def program(site: Site) -> Program:
    return Program(site, site.office.ben)


def test_a_valid_token_is_its_owner_without_an_origin(site: Site, program: Program) -> None:
    assert program.ask("GET", "/api/hello", TOKEN).json["user"]["id"] == site.office.ben.user_id
    changed = program.ask("PATCH", "/api/account", TOKEN, json={"name": "Benjamin"})
    assert (changed.status_code, changed.json["user"]["name"]) == (200, "Benjamin")
    assert "Set-Cookie" not in changed.headers


def test_a_valid_token_wins_over_somebody_elses_cookie(site: Site, program: Program) -> None:
    told = program.ask("GET", "/api/hello", TOKEN, headers=site.cookie(site.office.ana))
    assert told.json["user"]["id"] == site.office.ben.user_id


def test_an_invalid_token_never_falls_back_to_the_cookie(site: Site, program: Program) -> None:
    ours = site.cookie(site.office.ana) | {"Origin": "http://localhost:8765"}
    for method, path in (("GET", "/api/hello"), ("GET", "/"), ("PATCH", "/api/account"), ("DELETE", "/api/session")):
        answer = program.ask(method, path, "another", headers=ours)
        assert (answer.status_code, answer.json["error"]["code"]) == (401, "not_signed_in"), path


def test_what_its_owner_may_not_do_a_token_does_not_either(program: Program) -> None:
    assert program.ask("GET", "/api/audit", TOKEN).json["error"]["code"] == "forbidden"


def test_no_token_is_valid_in_an_office_of_today(host: ServedHost) -> None:
    person = host.newcomer("Tokenless")
    for token in (TOKEN, *person.cookies.values()):
        answer = person.get("/api/hello", Authorization=f"Bearer {token}")
        assert (answer.status, answer.code) == (401, "not_signed_in")
    assert person.get("/api/hello").expect()["user"]
