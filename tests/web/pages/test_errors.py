"""One shape for every failure; a page for people, JSON for programs; nothing of the inside."""

import json
from typing import Any

import pytest

from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.messages import snippets
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.parts.rules_office import RulesOffice
from tests.web.conftest import Site


@pytest.fixture(scope="module")
def cleo(host: ServedHost) -> Browser:
    return host.newcomer("Cleo")


def assert_shape(body: Any, code: str) -> None:
    assert set(body) == {"ok", "error"}
    assert body["ok"] is False
    assert body["error"]["code"] == code
    assert body["error"]["message"].endswith(".")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing/here", 404, "not_found"),
        ("GET", "/api/nothing", 404, "not_found"),
        ("GET", "/ui/x/../../etc/passwd", 404, "not_found"),
        ("PUT", "/api/rooms", 405, "bad_method"),
        ("DELETE", "/api/hello", 405, "bad_method"),
        ("POST", "/", 405, "bad_method"),
        ("GET", "/api/search?q=", 400, "invalid"),
        ("POST", "/api/nowhere", 404, "not_found"),
        ("GET", "/files/1/a.png", 404, "not_found"),
    ],
)
def test_the_same_shape_for_every_cause(cleo: Browser, method: str, path: str, status: int, code: str) -> None:
    answer = cleo.ask(method, path)
    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/json"
    assert_shape(answer.json, code)


def test_bad_method_says_which_are_good(cleo: Browser) -> None:
    assert {"GET", "POST"} <= set(cleo.ask("PUT", "/api/rooms").headers["Allow"].split(", "))


def test_a_body_that_is_too_large_is_told(cleo: Browser) -> None:
    answer = cleo.post("/api/rooms", b'{"name": "' + b"x" * 70_000 + b'"}')
    assert answer.status == 413
    assert_shape(answer.json, "too_large")


def test_as_many_snippets_as_a_person_may_have_are_no_body_that_is_too_large(cleo: Browser) -> None:
    text = "\N{THUMBS UP SIGN}" * snippets.MOST_CHARACTERS
    full = [{"name": f"text-{number}", "text": text} for number in range(snippets.MOST_SNIPPETS)]
    body = json.dumps({"snippets": full}, ensure_ascii=False).encode()  # as browsers write it
    assert cleo.ask("PUT", "/api/account/snippets", body).expect()["snippets"] == full
    assert cleo.ask("PUT", "/api/account/snippets", body.ljust(600_000)).code == "too_large"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b"null", b"[" * 60_000, b'{"name":NaN}', b'{"name":"\\ud800"}', b"1e999"]
)
def test_what_is_no_json_is_invalid(cleo: Browser, body: bytes) -> None:
    answer = cleo.post("/api/rooms", body)
    assert answer.status == 400
    assert_shape(answer.json, "invalid")


@pytest.mark.parametrize("path", ["/nothing/here", "/r/a/b/c", "/favicon.icon"])
def test_a_person_gets_a_page(cleo: Browser, path: str) -> None:
    answer = cleo.get(path, Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert answer.status == 404
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert b"<h1>" in answer.content
    assert b"nothing here" in answer.content


def test_a_program_under_api_gets_json_whatever_it_accepts(cleo: Browser) -> None:
    assert_shape(cleo.get("/api/nothing", Accept="text/html").json, "not_found")


def test_what_was_asked_for_is_not_written_into_the_page(cleo: Browser) -> None:
    answer = cleo.get("/%3Cscript%3Ealert(1)%3C/script%3E", Accept="text/html")
    assert b"<script>alert" not in answer.content


class Faulty(RulesOffice):
    def __init__(self) -> None:
        pass

    def read(self, rule: Any, *args: Any, **kwargs: Any) -> Any:
        raise ZeroDivisionError("a secret of the inside")


@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_a_fault_of_ours_shows_nothing_of_the_inside(site: Site, caplog: pytest.LogCaptureFixture, accept: str) -> None:
    client = site.with_services(rules=Faulty()).test_client()
    answer = client.get("/", headers={"Accept": accept})
    assert answer.status_code == 500
    assert b"secret" not in answer.data
    assert b"Traceback" not in answer.data
    assert "a secret of the inside" in caplog.text, "but the log has it"
    if accept == "*/*":
        assert_shape(answer.json, "internal")


def test_a_rule_that_breaks_is_internal_too(site: Site, office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(work: Reading, *args: object) -> None:
        raise KeyError("secret")

    monkeypatch.setattr("chat_desktop.chat.rooms.rooms.create", broken)
    answer = site.ask("POST", "/api/rooms", office.ana, json={"name": "x", "kind": "open"})
    assert answer.status_code == 500
    assert_shape(answer.json, "internal")
    assert b"secret" not in answer.data


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", ""])
def test_an_unsafe_request_from_another_page_is_refused(cleo: Browser, origin: str) -> None:
    answer = cleo.post("/api/rooms", {"name": "Evil", "kind": "open"}, Origin=origin)
    assert answer.status == 403
    assert_shape(answer.json, "bad_origin")


def test_a_foreign_host_name_is_refused(cleo: Browser) -> None:
    answer = cleo.get("/api/hello", Host="evil.example")
    assert answer.status == 421
    assert_shape(json.loads(answer.content), "bad_host")
