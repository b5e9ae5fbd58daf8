"""A signed hello for pages of any origin, and the way in by a token from another address."""

import re
from dataclasses import replace
from typing import Any, cast

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from chat_desktop.chat.office.known_addresses import KnownAddresses
from chat_desktop.chat.users import sessions
from chat_desktop.chat.users.anonymous_limits import ALL, EACH
from tests.support.hosts.host_process import ServedHost
from tests.support.parts.rules_office import RulesOffice
from tests.web.conftest import Site

CHALLENGE = "5a" * 16
HELLO = f"/api/hello?challenge={CHALLENGE}"
FOREIGN = {"Origin": "http://192.0.2.9:8765"}


def signed(answer: object, office_id: str, challenge: str = CHALLENGE) -> list[str]:
    """The addresses of a proof that is right by another library."""
    found = answer["identity"]  # type: ignore[index]
    lines = ["chat-desktop hello 1", challenge, office_id, *found["addresses"]]
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(found["key"]))
    key.verify(bytes.fromhex(found["signature"]), "".join(f"{line}\n" for line in lines).encode())
    return list(found["addresses"])


def test_the_proof_names_the_address_that_was_asked(site: Site) -> None:
    answer = site.ask("GET", HELLO, headers=FOREIGN, base_url="http://Office.local:8765")
    assert signed(answer.json, site.services.office_id) == ["http://office.local:8765"]
    with pytest.raises(InvalidSignature):
        signed(answer.json, "another")


def test_under_a_name_it_names_the_number_at_which_the_question_came_in(site: Site) -> None:
    site.known = KnownAddresses((), frozenset({"192.0.2.1"}))

    def asked(at: str) -> list[str]:
        environ = {"network.local_address": lambda: at, "SERVER_PORT": "8765", "REMOTE_ADDR": "192.0.2.7"}
        client = site.app.test_client(use_cookies=False)
        answer = client.get(HELLO, base_url="http://office.local:8765", environ_overrides=environ)
        return signed(answer.json, site.services.office_id)

    assert asked("192.0.2.1") == ["http://office.local:8765", "http://192.0.2.1:8765"]
    # A container's network, or a proxy on this computer: nobody else reaches us there.
    assert asked("172.17.0.1") == ["http://office.local:8765"]


def test_any_origin_may_read_exactly_this_and_nothing_of_a_person(site: Site, office: RulesOffice) -> None:
    """The cookie is not even looked at: who is signed in is nobody's business on another site."""
    for who in (None, office.cleo):
        answer = site.ask("GET", HELLO, who, headers=FOREIGN)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert set(answer.json) == {"ok", "office", "version", "identity", "moved_to"}
        assert answer.json["office"] == {"id": site.services.office_id}
        assert set(answer.json["identity"]) == {"key", "signature", "addresses", "copy"}


def test_a_cookie_costs_no_look_into_the_database(site: Site, office: RulesOffice) -> None:
    class Blind:
        def find(self, token: str | None) -> None:
            raise AssertionError("the session was looked up")

    app = site.with_services(sessions=replace(site.services.sessions, cache=cast(Any, Blind())))
    client = app.test_client(use_cookies=False)
    assert client.get(HELLO, headers=site.cookie(office.cleo)).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/api/hello", "/api/boot", "/healthz", "/", "/api/seal", "/api/rooms", "/api/users", "/api/hello?challenges=00"],
)
def test_nothing_else_may_be_read_from_elsewhere(site: Site, office: RulesOffice, path: str) -> None:
    for method in ("GET", "OPTIONS"):
        answer = site.ask(method, path, office.cleo, headers=FOREIGN)
        assert [name for name, _ in answer.headers if name.lower().startswith("access-control")] == []


@pytest.mark.parametrize("challenge", ["", "00" * 15, "00" * 65, "0" * 33, "zz" * 16, "AA" * 16, "%00" * 32])
def test_a_wrong_challenge_is_refused_and_not_readable_from_elsewhere(site: Site, challenge: str) -> None:
    answer = site.ask("GET", f"/api/hello?challenge={challenge}", headers=FOREIGN)
    assert (answer.status_code, answer.json["error"]["field"]) == (400, "challenge")
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_many_questions_of_one_address_wait_and_others_go_on(site: Site) -> None:
    codes = [site.ask("GET", HELLO).status_code for _ in range(EACH + 1)]
    assert codes == [200] * EACH + [429]
    assert site.ask("GET", HELLO, address="192.0.2.8").status_code == 200
    site.now += 1
    assert site.ask("GET", HELLO).status_code == 200


def test_all_together_get_so_many_signatures_a_second(site: Site) -> None:
    codes = [site.ask("GET", HELLO, address=f"192.0.2.{number}").status_code for number in range(ALL + 1)]
    assert codes == [200] * ALL + [429]


def test_a_page_comes_over_with_a_new_session_and_the_old_one_ends(site: Site, office: RulesOffice) -> None:
    token = site.services.sign_in.relocation_tokens.issue("sid", office.cleo.session_id)
    answer = site.ask("POST", "/api/session", json={"handover_token": token})
    assert (answer.status_code, answer.json["user"]["id"]) == (200, office.cleo.user_id)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert office.read(sessions.find, office.cleo.token) is None
    name, value = re.match(r"([^=]+)=([^;]+)", cookie).groups()  # type: ignore[union-attr]
    mine = site.ask("GET", "/api/seal", headers={"Cookie": f"{name}={value}"})
    assert mine.json["seal"] == site.services.identity.key.seal(office.cleo.user_id)
    again = site.ask("POST", "/api/session", json={"handover_token": token})
    assert (again.status_code, again.json["error"]["code"]) == (401, "wrong_credentials")


def test_a_token_is_dead_a_minute_after_its_connection(site: Site, office: RulesOffice) -> None:
    token = site.services.sign_in.relocation_tokens.issue("sid", office.cleo.session_id)
    site.services.sign_in.relocation_tokens.ended("sid")
    site.now += 60
    assert site.ask("POST", "/api/session", json={"handover_token": token}).status_code == 401
    assert office.read(sessions.find, office.cleo.token) is not None


def test_the_boot_data_of_a_person_has_the_key_and_the_addresses(site: Site, office: RulesOffice) -> None:
    site.known = KnownAddresses(("http://192.0.2.1:8765", "http://office.local:8765"))
    boot = site.ask("GET", "/api/boot", office.cleo).json
    assert boot["identity_key"] == site.services.identity.key.public()
    assert boot["addresses"] == ["http://192.0.2.1:8765", "http://office.local:8765"]
    assert not {"identity_key", "addresses", "seal"} & set(site.ask("GET", "/api/boot").json)


def test_a_pages_policy_names_exactly_the_known_origins(site: Site) -> None:
    site.known = KnownAddresses(("http://192.0.2.1:8765", "https://192.0.2.1:8765"))

    def connects(base: str) -> str:
        policy: str = site.ask("GET", "/", base_url=base).headers["Content-Security-Policy"]
        return next(part for part in policy.split("; ") if part.startswith("connect-src"))

    assert connects("http://x:8765") == "connect-src 'self' ws://x:8765 http://192.0.2.1:8765 https://192.0.2.1:8765"
    assert connects("https://x:8765") == "connect-src 'self' wss://x:8765 https://192.0.2.1:8765"
    site.known = KnownAddresses(("http://192.0.2.2:8765",))
    assert connects("http://x:8765") == "connect-src 'self' ws://x:8765 http://192.0.2.2:8765"


def test_a_real_host_proves_itself_to_a_page_of_another_address(host: ServedHost) -> None:
    hello = host.browser().get("/api/hello").expect()
    browser = host.browser()
    answer = browser.ask("GET", HELLO, None, {"Origin": "http://192.0.2.9:8765"})
    assert signed(answer.expect(), hello["office"]["id"]) == [host.url]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_real_host_signs_for_no_host_that_it_is_not(host: ServedHost) -> None:
    """Who got an old address of ours and passes the question on must either name us or be refused."""
    port = host.url.rsplit(":", 1)[1]
    answer = host.browser().ask("GET", HELLO, None, {"Host": f"192.0.2.66:{port}"})
    assert answer.expect(421)["error"]["code"] == "bad_host"


def test_a_worker_has_the_policy_of_this_moment_and_is_never_kept(site: Site) -> None:
    site.known = KnownAddresses(("http://192.0.2.1:8765", "http://192.0.2.2:8765"))
    path = f"{site.services.files.assets.prefix}/app/features/relocation/probe_worker.js"
    answer = site.ask("GET", path, base_url="http://x:8765")
    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; "
        "connect-src 'self' ws://x:8765 http://192.0.2.1:8765 http://192.0.2.2:8765"
    )
    assert answer.headers["Cache-Control"] == "no-store"
    other = site.ask("GET", path.replace("probe_worker", "fetch_json"))
    assert other.headers["Content-Security-Policy"].startswith("default-src 'none'; frame-ancestors 'none'; sandbox")
