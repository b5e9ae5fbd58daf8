"""The outer door, in front of Flask and of Socket.IO alike."""

from collections.abc import Iterator

import pytest

from chat_desktop.network.http.allowed_hosts import AllowedHosts
from tests.support.hosts.tiny_server import RawWebSocket, TinyOffice, tiny_office

SOCKETS = "/socket.io/?EIO=4&transport=polling"


@pytest.fixture(scope="module")
def office() -> Iterator[TinyOffice]:
    with tiny_office() as served:
        yield served


OURS = [
    "127.0.0.1:{}",
    "127.8.9.10:{}",
    "localhost:{}",
    "LOCALHOST:{}",
    "[::1]:{}",
    "office.local:{}",
    "Office.LOCAL:{}",
]

FOREIGN = [
    "", "evil.example", "evil.example:{}", "127.0.0.1", "127.0.0.1:", "127.0.0.1:1", "127.0.0.1:{}0", "127.0.0.1:0{}",
    "127.0.0.1.evil.example:{}", "evil.example#127.0.0.1:{}", "127.0.0.1:{}@evil.example", "ana@127.0.0.1:{}",
    "127.1:{}", "0x7f000001:{}", "2130706433:{}", "0177.0.0.1:{}", "127.0.0.01:{}", "0.0.0.0:{}", "128.0.0.1:{}",
    "10.0.0.1:{}", "localhost.:{}", "localhost.evil.example:{}", "xlocalhost:{}", "office.local.:{}", "office:{}",
    "[::]:{}", "[::ffff:127.0.0.1]:{}", "[::1%25lo]:{}", "::1:{}", "[::1]", "127.0.0.1:{},evil.example",
    "127.0.0.1:{}/", "http://127.0.0.1:{}", "127.0.0.1 :{}", "127.0.0.1\t:{}", "*:{}", "xn--localhost:{}",
]  # fmt: skip

TARGETS = ["/", "/nowhere", "/socket.io/?EIO=4&transport=polling", "/socket.io", "//socket.io/"]


@pytest.mark.parametrize("host", OURS)
def test_a_host_that_is_ours_is_let_in(office: TinyOffice, host: str) -> None:
    named = host.format(office.thread.port)
    assert office.wire().get("/", Host=named, Cookie="who=ana").body == b"hello"
    answer = office.wire().get(SOCKETS, Host=named, Origin=f"http://{named}", Cookie="who=ana")
    assert answer.status == 200


@pytest.mark.parametrize("host", FOREIGN)
def test_a_host_that_is_not_ours_is_refused_on_every_path(office: TinyOffice, host: str) -> None:
    named = host.format(office.thread.port)
    wire = office.wire()
    for target in TARGETS:
        answer = wire.get(target, Host=named, Origin=f"http://{named}", Cookie="who=ana")
        assert (answer.status, answer.code) == (421, "bad_host"), target
    assert office.engine.count <= len(OURS)


def test_the_names_may_change_while_it_serves() -> None:
    hosts = AllowedHosts(8765, ["192.168.1.5"])
    assert hosts.allows("192.168.1.5:8765")
    hosts.replace(["192.168.1.9", "Annex.local", "fe80::1"])
    assert not hosts.allows("192.168.1.5:8765")
    assert hosts.allows("192.168.1.9:8765")
    assert hosts.allows("annex.local:8765")
    assert hosts.allows("[fe80:0::1]:8765")


def test_a_port_that_goes_without_saying_may_be_left_out() -> None:
    assert AllowedHosts(80).allows("localhost")
    assert AllowedHosts(443).allows("localhost", "https")
    assert not AllowedHosts(8765).allows("localhost")
    assert not AllowedHosts(80).allows("localhost", "https")


ORIGINS = [
    "", "null", "http://evil.example", "http://127.0.0.1", "http://127.0.0.1:1", "https://127.0.0.1:{}",
    "http://127.0.0.1:{}/", "http://127.0.0.1:{}.evil.example", "http://localhost:{}", "http://127.0.0.2:{}",
    "http://[::1]:{}", "HTTP://127.0.0.1:{}", " null", "127.0.0.1:{}", "http://ana@127.0.0.1:{}", "file://",
    "http://127.0.0.1:{} http://evil.example", "http://127.0.0.1:{}#", "http://127.0.0.1%3A{}",
]  # fmt: skip


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_foreign_or_missing_origin_is_refused_where_something_changes(office: TinyOffice, origin: str) -> None:
    said = {"Cookie": "who=ana", "Origin": origin.format(office.thread.port)}
    for method in ("POST", "PUT", "PATCH", "DELETE", "PURGE"):
        wire = office.wire()
        wire.ask(method, "/echo", said)
        answer = wire.answer()
        assert (answer.status, answer.code) == (403, "bad_origin"), method
    before = office.engine.count
    wire = office.wire()
    for method, target in (
        ("GET", SOCKETS),
        ("POST", SOCKETS),
        ("POST", f"{SOCKETS}&sid=x"),
        ("GET", f"{SOCKETS}&sid="),
    ):
        wire.ask(method, target, said)
        answer = wire.answer()
        assert (answer.status, answer.code) == (403, "bad_origin"), (method, target)
    upgrade = {**said, "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    for target in ("/socket.io/?EIO=4&transport=websocket", "/socket.io/?EIO=4&transport=websocket&sid=x"):
        wire = office.wire()
        wire.ask("GET", target, {**upgrade, "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="})
        assert wire.answer().status == 403
    assert office.engine.count == before


def test_a_page_may_be_opened_from_anywhere(office: TinyOffice) -> None:
    assert office.wire().get("/", Origin="http://evil.example").body == b"hello"


def test_polling_may_begin_with_a_referer_as_browsers_send_no_origin_with_a_get(office: TinyOffice) -> None:
    wire = office.wire()
    ours = wire.origin
    assert wire.get(SOCKETS, Origin="", Referer=f"{ours}/r/abc", Cookie="who=ana").status == 200
    for referer in ("", "http://evil.example/", f"{ours}.evil.example/", f"http://ana@{ours[7:]}/", "http://[", "null"):
        assert wire.get(SOCKETS, Origin="", Referer=referer, Cookie="who=ana").code == "bad_origin"
    wire.ask("POST", "/echo", {"Origin": "", "Referer": f"{ours}/"}, b"x")
    assert wire.answer().code == "bad_origin"


def test_without_a_session_there_is_no_socket(office: TinyOffice) -> None:
    before = office.engine.count
    wire = office.wire()
    answer = wire.get(SOCKETS)
    assert (answer.status, answer.code) == (401, "not_signed_in")
    assert wire.get(f"{SOCKETS}&sid=x").status == 401
    wire.ask("POST", f"{SOCKETS}&sid=x", body=b"40")
    assert wire.answer().status == 401
    assert RawWebSocket(office.wire(), "").handshake.status == 401
    assert office.engine.count == before
    assert wire.get("/").body == b"hello"


def test_a_thousand_anonymous_handshakes_leave_nothing(office: TinyOffice) -> None:
    before = office.engine.count
    wire = office.wire()
    for _ in range(1_000):
        wire.ask("GET", SOCKETS)
    assert {wire.answer().status for _ in range(1_000)} == {401}
    assert office.engine.count == before


def test_a_person_reads_a_page_and_a_program_reads_json(office: TinyOffice) -> None:
    wire = office.wire()
    page = wire.get("/", Host="evil.example", Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert page.status == 421
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert b"Use the address that it shows." in page.body
    program = wire.get("/", Host="evil.example", Accept="*/*")
    assert program.headers["content-type"] == "application/json"
    assert program.code == "bad_host"
    for answer in (page, program):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("accepted", "opening", "words"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", '<html lang="de" dir="ltr">', "Adresse"),
        ("tlh, ar;q=0.5", '<html lang="ar" dir="rtl">', "العنوان"),
        ("de;q=0, ;;q=x, " + "x" * 4_000, '<html lang="en" dir="ltr">', "Use the address"),
    ],
)
def test_the_page_of_a_refusal_is_in_the_language_of_the_browser(
    office: TinyOffice, accepted: str, opening: str, words: str
) -> None:
    page = office.wire().get("/", **{"Host": "evil.example", "Accept": "text/html", "Accept-Language": accepted})
    assert opening in page.body.decode()
    assert words in page.body.decode()
