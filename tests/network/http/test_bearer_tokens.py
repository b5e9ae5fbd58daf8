"""Programs at the outer layer: an `Authorization: Bearer` header in place of the cookie and of the Origin."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.network.http.access import AccessMiddleware
from chat_desktop.network.http.allowed_hosts import AllowedHosts
from chat_desktop.network.http.bearer_tokens import Resolve, take_token
from chat_desktop.network.tls.mode import SecureMode
from tests.support.hosts.tiny_server import RawWebSocket, TinyOffice, tiny_office
from tests.support.parts.identities import by_cookie, by_token

SOCKETS = "/socket.io/?EIO=4&transport=polling"
VALID = {"Authorization": "Bearer token-of-ana", "Origin": ""}
INVALID = [
    "Bearer x", "bearer x", "Bearer", "Bearer ", "Bearer token-of-ana, Bearer token-of-ana", "Bearer token-of-ana x",
    "Bearer \xe9", "Bearer who=ana",
]  # fmt: skip


@pytest.fixture(scope="module")
def office() -> Iterator[TinyOffice]:
    with tiny_office() as served:
        yield served


def posted(office: TinyOffice, said: dict[str, str], target: str = "/echo") -> Any:
    wire = office.wire()
    wire.ask("POST", target, said, b"x")
    return wire.answer()


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
@pytest.mark.parametrize("origin", ["", "http://evil.example"])
def test_a_valid_token_needs_no_origin_and_no_cookie(office: TinyOffice, scheme: str, origin: str) -> None:
    assert posted(office, {"Authorization": f"{scheme} token-of-ana", "Origin": origin}).body == b"x"


@pytest.mark.parametrize("header", INVALID)
def test_an_invalid_token_is_refused_even_beside_a_valid_cookie(office: TinyOffice, header: str) -> None:
    before = office.engine.count
    said = {"Authorization": header, "Cookie": "who=ana"}
    wire = office.wire()
    for method, target in (("GET", "/"), ("POST", "/echo"), ("GET", SOCKETS), ("POST", f"{SOCKETS}&sid=x")):
        wire.ask(method, target, said)
        answer = wire.answer()
        assert (answer.status, answer.code) == (401, "not_signed_in"), (method, target)
    assert RawWebSocket(office.wire(), said={"Authorization": header}).handshake.status == 401
    assert office.engine.count == before


def test_the_host_is_checked_as_ever(office: TinyOffice) -> None:
    assert posted(office, VALID | {"Host": "evil.example"}).code == "bad_host"


def test_another_scheme_is_no_token_and_excuses_nothing(office: TinyOffice) -> None:
    basic = {"Authorization": "Basic YW5hOmFuYQ=="}
    assert posted(office, basic | {"Origin": ""}).code == "bad_origin"
    assert posted(office, basic | {"Cookie": "who=ana"}).body == b"x"
    assert office.wire().get(SOCKETS, **basic).code == "not_signed_in"


def test_the_socket_takes_a_token_at_its_handshake(office: TinyOffice) -> None:
    ana = RawWebSocket(office.wire(), said=VALID | {"Cookie": ""})
    assert ana.handshaken
    ana.command("say", "hello", ack=1)
    assert ana.said() == "hello"
    found = office.thread.call(lambda: [each.identity for each in office.engine.sockets.values()])
    assert [(each.session_id, each.user_id) for each in found] == [("token-of-ana", "ana")]


def test_a_poll_belongs_to_the_token_that_began_it(office: TinyOffice) -> None:
    wire = office.wire()
    opened = wire.get(SOCKETS, **VALID)
    assert opened.status == 200
    sid = opened.body.decode().split('"sid":"')[1].split('"')[0]
    assert wire.get(f"{SOCKETS}&sid={sid}", **VALID | {"Authorization": "Bearer token-of-ben"}).status == 400
    assert wire.get(f"{SOCKETS}&sid={sid}", Cookie="who=ana").status == 400
    wire.ask("POST", f"{SOCKETS}&sid={sid}", VALID, b"40")
    assert wire.answer().status == 200


def test_the_cookie_beside_a_valid_token_is_not_looked_at(office: TinyOffice) -> None:
    headers = office.wire().get("/headers", Cookie="who=ben", **VALID).body
    assert b"who=ben" not in headers


def ask(said: dict[str, Any], app: Any, resolve: Resolve = by_token, secure: SecureMode | None = None) -> list[str]:
    statuses: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": "/", "HTTP_HOST": "192.168.1.5:8765", "wsgi.url_scheme": "http", **said,
    }  # fmt: skip
    door = AccessMiddleware(app, AllowedHosts(8765, ["192.168.1.5"]), by_cookie, secure, resolve)
    door(environ, lambda status, headers: statuses.append(status))
    return statuses


@pytest.mark.parametrize("header", ["Bearer token-of-ana", "Bearer  token-of-ana ", "Basic c2VjcmV0"])
def test_nothing_behind_the_outer_layer_can_log_the_header(header: str, caplog: pytest.LogCaptureFixture) -> None:
    secret = header.split()[-1]

    def failing(environ: dict[str, Any], start_response: Any) -> Any:
        raise RuntimeError(repr({name: value for name, value in environ.items() if name != "chat.identity"}))

    caplog.set_level(logging.DEBUG)
    with pytest.raises(RuntimeError) as problem:
        ask({"HTTP_AUTHORIZATION": header}, failing)
    assert secret not in str(problem.value)
    assert ask({"HTTP_AUTHORIZATION": "Bearer secret"}, failing) == ["401 Unauthorized"]
    assert "secret" not in caplog.text
    assert secret not in caplog.text


def test_a_request_without_the_header_brings_no_token() -> None:
    assert take_token({}) is None
    assert take_token({"HTTP_AUTHORIZATION": ""}) is None


def test_in_secure_mode_a_token_that_came_in_the_clear_is_not_even_looked_at(tmp_path: Path) -> None:
    secure = SecureMode(tmp_path, None, (None, None), list, lambda: "Office")
    secure.set_state(True, 0)
    looked_at: list[str] = []
    assert ask({"HTTP_AUTHORIZATION": "Bearer token-of-ana"}, None, looked_at.append, secure) == ["403 Forbidden"]
    assert looked_at == []
