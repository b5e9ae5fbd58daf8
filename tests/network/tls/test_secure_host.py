"""A real host in secure mode, met at an address of its network and not at loopback, where plain http stays whole."""

import json
import plistlib
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.network.tls.test_own_pair import openssl
from tests.support.cast import BEN, CLEO, PASSWORD
from tests.support.clocks.stopwatch import at_most
from tests.support.hosts.http_browser import Answer
from tests.support.hosts.tiny_server import until
from tests.support.hosts.tls_host import ADDRESS, MOVED, NetBrowser, Place, SecureHost, why_not

pytestmark = [pytest.mark.netns, pytest.mark.skipif(why_not() is not None, reason=why_not() or "")]

# What plain http from elsewhere may answer; all else leads to an explanation or is refused.
PLAIN_HTTP_PATHS = ["/trust", "/ca.crt", "/ca.mobileconfig", "/api/hello", "/healthz", "/favicon.ico"]


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with ExitStack() as stack:
        yield Place(stack)


@pytest.fixture(scope="module")
def host(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureHost]:
    served = SecureHost(place, tmp_path_factory.mktemp("secure"), "--secure")
    try:
        with place.inside():
            served.set_up()
        yield served
        served.stop()
        assert served.errors == ""
    finally:
        served.kill()


@pytest.fixture
def switched(place: Place, tmp_path: Path) -> Iterator[SecureHost]:
    """One that starts without secure mode."""
    served = SecureHost(place, tmp_path)
    try:
        with place.inside():
            served.set_up()
        yield served
    finally:
        served.kill()


def switch(host: SecureHost, on: bool) -> Any:
    with host.place.inside():
        return host.ana.patch("/api/secure", {"on": on}).expect()


def test_links_lead_to_the_page_that_explains_and_the_rest_to_https(host: SecureHost) -> None:
    ready = host.ready
    assert ready["url"] == f"http://127.0.0.1:{host.port}"
    assert ready["lan_urls"] == [f"https://{ADDRESS}:{host.port}"]
    assert ready["join_url"] == f"http://{ADDRESS}:{host.port}/trust#{host.join_code}"
    with host.place.inside():
        invite = host.ana.get("/api/invite").expect()
    assert (invite["join_url"], invite["lan_urls"]) == (ready["join_url"], ready["lan_urls"])


def test_on_the_host_itself_plain_http_is_whole(host: SecureHost) -> None:
    with host.place.inside():
        assert host.ana.get("/api/rooms").status == 200
        assert host.browser().join(host.join_code, "Loop").get("/").status == 200


def test_elsewhere_plain_http_gives_no_cookie_and_no_data(host: SecureHost) -> None:
    stranger, ana = host.at(), host.at()
    ana.cookies = dict(host.ana.cookies)
    for browser in (stranger, ana):
        for path in (
            "/api/rooms",
            "/api/boot",
            "/api/users",
            "/api/invite",
            "/socket.io/?EIO=4&transport=polling",
            "/nowhere",
        ):
            refused(browser.get(path))
        for path in (
            "/api/join",
            "/api/session",
            "/api/setup",
            "/api/knocks",
            "/trust",
            "/api/hello",
            "/ui/x/app/main.js",
        ):
            refused(browser.post(path, {"code": host.join_code, "name": "Eve", "password": "correct horse battery"}))
        refused(browser.patch("/api/account", {"name": "Eve"}))
        assert browser.get("/api/hello").expect()["user"] is None
        for path in PLAIN_HTTP_PATHS:
            answer = browser.get(path)
            assert answer.status == 200, path
            assert answer.headers.get("Set-Cookie") is None
            assert host.join_code not in answer.content.decode("latin-1")


def refused(answer: Answer) -> None:
    assert (answer.status, answer.code) == (403, "secure_only")
    assert answer.headers.get("Set-Cookie") is None


@pytest.mark.parametrize("path", ["/", "/join", "/sign-in", "/r/abc", "/setup", "/settings"])
def test_a_person_who_comes_by_plain_http_is_led_to_the_explanation(host: SecureHost, path: str) -> None:
    answer = host.at().get(path, Accept="text/html,*/*")
    assert (answer.status, answer.headers.get("Set-Cookie")) == (302, None)
    assert answer.headers["Location"] == "/trust" + (f"?to={path.replace('/', '%2F')}" if path != "/" else "")


def test_the_explanation_says_the_words_and_offers_the_certificate(host: SecureHost) -> None:
    with host.place.inside():
        told = host.ana.get("/api/secure").expect()
    page = host.at().get("/trust", Accept="text/html").content.decode()
    assert len(told["numbers"]) == 6
    assert all(f"<li>{number}</li>" in page for number in told["numbers"])
    assert f'data-base="https://{ADDRESS}:{host.port}"' in page
    assert told["fingerprint"][:4].upper() in page
    certificate = host.at().get("/ca.crt")
    assert certificate.headers["Content-Type"] == "application/x-x509-ca-cert"
    assert certificate.content[:2] == b"\x30\x82"
    profile = host.at().get("/ca.mobileconfig")
    assert profile.headers["Content-Type"] == "application/x-apple-aspen-config"
    assert plistlib.loads(profile.content)["PayloadContent"][0]["PayloadContent"] == certificate.content


@pytest.mark.parametrize(
    "to", ["https://evil.example", "//evil.example", "/\\evil.example", "/api/rooms", "javascript:0"]
)
def test_the_explanation_sends_nobody_elsewhere(host: SecureHost, to: str) -> None:
    assert 'data-wanted="/"' in host.at().get(f"/trust?to={to}").content.decode()
    assert host.at(scheme="https").get(f"/trust?to={to}").headers["Location"] == "/"


def test_the_cookie_is_another_one_over_tls_and_plain_ones_open_nothing_there(host: SecureHost) -> None:
    cleo = host.at(scheme="https").join(host.join_code, CLEO)
    answer = cleo.post("/api/session", {"name": CLEO, "password": PASSWORD})
    said = answer.headers["Set-Cookie"]
    (name,) = cleo.cookies
    assert name == f"__Host-chat_{host.at().get('/api/hello').json['office']['id']}"
    assert all(part in said for part in ("; Secure", "; HttpOnly", "; Path=/", "; SameSite=Lax"))
    assert "Domain" not in said
    assert cleo.get("/api/rooms").status == 200
    kept = dict(cleo.cookies)
    assert "Secure" in cleo.delete("/api/session").headers["Set-Cookie"]
    assert cleo.cookies == {}
    cleo.cookies = kept
    assert cleo.get("/api/rooms").status == 401


def test_a_token_that_was_overheard_opens_nothing_over_tls(switched: SecureHost) -> None:
    """Whoever listened before the switch has the session's token; only the host can seal it."""
    ben = switched.at().join(switched.join_code, BEN)
    (name, token), *_ = ben.cookies.items()
    switch(switched, on=True)
    thief = switched.at(scheme="https")
    for value in (token, f"{token}.", f"{token}.{'0' * 43}"):
        for kind in (name, f"__Host-{name}"):
            thief.cookies = {kind: value}
            assert thief.get("/api/rooms").status == 401, (kind, value)
    ben_again = switched.at(scheme="https").sign_in(BEN)
    assert ben_again.get("/api/rooms").status == 200
    ben_again.cookies = {name: next(iter(ben_again.cookies.values())).partition(".")[0]}
    assert ben_again.get("/api/rooms").status == 401


def test_the_switch_counts_at_once_is_kept_and_is_written_down(switched: SecureHost) -> None:
    ben = switched.at().join(switched.join_code, BEN)
    assert ben.patch("/api/secure", {"on": True}).code == "forbidden"
    assert "trusting" not in ben.get("/api/secure").expect()
    assert switch(switched, on=True)["mode"] == "authority"
    refused(ben.get("/api/rooms"))
    until(
        lambda: json.loads((switched.data.parent / "ready.json").read_text("utf-8"))["lan_urls"][0].startswith("https:")
    )
    by_tls = switched.at(scheme="https").sign_in(BEN)
    assert by_tls.get("/api/hello").expect()["secure"] is True
    with switched.place.inside():
        assert switched.ana.get("/api/secure").expect()["trusting"] == [ben.user_id]
    switch(switched, on=False)
    assert ben.get("/api/rooms").status == 200
    # Pages that slept through the switch go on where they are.
    assert by_tls.get("/api/rooms").status == 200
    with switched.place.inside():
        acts = [(entry["act"], entry["detail"]) for entry in switched.ana.get("/api/audit").expect()["entries"]]
    assert [act for act in acts if act[0] == "secure_mode"] == [
        ("secure_mode", {"on": False}),
        ("secure_mode", {"on": True}),
    ]


def test_the_switch_is_fixed_where_the_start_has_said_it(host: SecureHost) -> None:
    with host.place.inside():
        answer = host.ana.patch("/api/secure", {"on": False})
        assert host.ana.get("/api/secure").expect()["fixed"] is True
    assert (answer.status, answer.code) == (403, "forbidden")


def test_a_new_address_is_in_the_certificate_while_the_host_serves(host: SecureHost) -> None:
    """Phones that trust the authority need nothing for it."""
    cleo = host.at(scheme="https").join(host.join_code, "Cleo Two")
    host.place.ip("addr", "add", f"{MOVED}/24", "dev", "eth0")
    try:
        with at_most(10.0):
            moved = host.at(MOVED, "https")
            moved.cookies = cleo.cookies
            until(lambda: is_trusted(moved), "a certificate for it")
            assert moved.get("/api/rooms").status == 200
    finally:
        host.place.ip("addr", "del", f"{MOVED}/24", "dev", "eth0")


def is_trusted(browser: NetBrowser) -> bool:
    """Whether the certificate is for this address, and the Host too."""
    try:
        return bool(browser.get("/healthz").status == 200)
    except ssl.SSLCertVerificationError:
        return False


def test_a_pair_of_ones_own_is_served_and_people_come_by_its_name(place: Place, tmp_path: Path) -> None:
    certificate, key = openssl(tmp_path, names=f"DNS:chat.example.lan,IP:{ADDRESS}")
    own = SecureHost(place, tmp_path, "--tls-cert", str(certificate), "--tls-key", str(key))
    try:
        base = f"https://chat.example.lan:{own.port}"
        assert (own.ready["lan_urls"][0], own.ready["join_url"]) == (base, f"{base}/join#{own.join_code}")
        page = own.at().get("/trust", Accept="text/html").content.decode()
        assert "its own certificate" in page
        assert f'href="https://{ADDRESS}:{own.port}/join"' in page
        assert own.at().get("/ca.crt").status == 404
        with place.inside(), socket.create_connection((ADDRESS, own.port)) as wire:
            trust = ssl.create_default_context(cafile=certificate)
            with trust.wrap_socket(wire, server_hostname="chat.example.lan") as secure:
                secure.sendall(f"GET /healthz HTTP/1.1\r\nHost: chat.example.lan:{own.port}\r\n\r\n".encode())
                assert secure.recv(12) == b"HTTP/1.1 200"
        own.stop()
        assert own.errors == ""
    finally:
        own.kill()


def test_https_says_nothing_that_would_outlive_this_address(host: SecureHost) -> None:
    """Private addresses are used again by others: HSTS would lock them out."""
    for path in ("/", "/api/hello", "/trust"):
        assert host.at(scheme="https").get(path).headers.get("Strict-Transport-Security") is None


def test_the_rules_for_host_and_origin_hold_over_tls(host: SecureHost) -> None:
    browser = host.at(scheme="https")
    body = {"code": host.join_code, "name": "Eve", "password": "correct horse battery"}
    for origin in (f"http://{ADDRESS}:{host.port}", f"https://{ADDRESS}", "null", "https://evil.example"):
        assert browser.post("/api/join", body, Origin=origin).code == "bad_origin"
    for name in ("evil.example", ADDRESS, f"{ADDRESS}:443", "10.77.0.9:" + str(host.port)):
        assert browser.get("/api/hello", Host=name).code == "bad_host"


def test_a_stranger_of_another_authority_is_not_the_office(host: SecureHost, place: Place, tmp_path: Path) -> None:
    other = SecureHost(place, tmp_path, "--secure")
    try:
        with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
            NetBrowser(other, f"https://{ADDRESS}:{host.port}").get("/healthz")
    finally:
        other.kill()


def test_a_command_at_the_hosts_own_address_comes_from_this_computer_and_no_other_does(switched: SecureHost) -> None:
    card = json.loads((switched.data / "host.json").read_text("utf-8"))
    body = {"secret": card["secret"]}
    switched.place.ip("addr", "add", f"{MOVED}/24", "dev", "eth0")
    try:
        assert switched.at().post("/api/desktop/session", body).status == 201
        assert switched.at(source=MOVED).post("/api/desktop/session", body).code == "forbidden"
    finally:
        switched.place.ip("addr", "del", f"{MOVED}/24", "dev", "eth0")
