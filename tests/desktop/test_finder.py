"""An office is found again by its id and its key, on real hosts; who only says that they are it is not."""

import http.client
import http.server
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import cast

import pytest

from chat_desktop.desktop.single_instance import raise_first
from chat_desktop.desktop.visitor import finder
from chat_desktop.desktop.visitor.finder import Finder
from chat_desktop.desktop.visitor.visit import Visitor, VisitPolicy
from chat_desktop.desktop.visitor.visits import Visited, load
from chat_desktop.network.doctor.subject import for_folder
from chat_desktop.network.mdns.found_office import FoundOffice
from chat_desktop.network.mdns.search import Search, SearchResult
from chat_desktop.network.office_proof import verify_office
from chat_desktop.network.office_proof.verify_office import Hello
from chat_desktop.storage.folder_lock import AlreadyHeld
from tests.support.cast import OFFICE
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.tiny_server import until

NOBODY = "http://127.0.0.1:1"


class Told:
    """A search that hears what the test says."""

    def __init__(self, *urls: str) -> None:
        self.offices = [self._office(url) for url in urls]

    def ask(self) -> SearchResult:
        return SearchResult(tuple(self.offices), looking=False)

    def stop(self) -> None:
        pass

    def _office(self, url: str) -> FoundOffice:
        return FoundOffice("", OFFICE, "127.0.0.1", int(url.rsplit(":", 1)[1]), "", "")


Find = Callable[..., Finder]


@pytest.fixture
def find(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Find]:
    monkeypatch.setattr(finder, "AGAIN_SECONDS", 0.2)
    with ExitStack() as stack:

        def find(visited: Visited, *urls: str, ask: finder.Ask = verify_office.ask) -> Finder:
            told = Told(*urls)
            # Each says that it is the office that is looked for.
            told.offices = [FoundOffice(visited.office_id, o.name, o.address, o.port, "", "") for o in told.offices]
            it = Finder(tmp_path / "visit", visited, ask, cast(Search, told))
            it.start()
            stack.callback(it.stop)
            it.begin()
            return it

        yield find


def comes_to(it: Finder, state: str) -> str:
    """Its address, once it is in this state."""
    deadline = time.monotonic() + 30
    while it.state()["state"] != state:
        assert time.monotonic() < deadline, it.state()
        time.sleep(0.02)
    return str(it.state()["url"])


def hello_of(url: str) -> Hello:
    """What the office there says; on a busy machine it may not answer in time."""
    said: Hello = until(lambda: verify_office.ask(url), "a hello")
    return said


def known(host: ServedHost, url: str = "") -> Visited:
    said = hello_of(host.url)
    return Visited(url or host.url, said.office_id, said.name, said.key, 1.0)


def test_an_office_proves_itself_at_the_address_that_was_asked(host: ServedHost) -> None:
    said = hello_of(host.url)
    assert said.name == OFFICE
    assert len(bytes.fromhex(said.key)) == 32
    assert verify_office.ask(NOBODY) is None


def test_at_its_old_address_it_is_there_at_once_and_remembered(host: ServedHost, find: Find, tmp_path: Path) -> None:
    it = find(Visited(host.url))
    assert comes_to(it, "ready") == host.url
    remembered = load(tmp_path / "visit")
    assert remembered is not None
    assert (remembered.name, remembered.url) == (OFFICE, host.url)
    assert remembered.key


def test_where_it_has_moved_it_is_found_by_its_id(host: ServedHost, find: Find, tmp_path: Path) -> None:
    it = find(known(host, NOBODY), NOBODY, host.url)
    assert comes_to(it, "ready") == host.url
    remembered = load(tmp_path / "visit")
    assert remembered is not None
    assert remembered.url == host.url


def test_who_announces_its_id_without_its_key_is_passed_by(host: ServedHost, find: Find) -> None:
    visited = known(host, NOBODY)
    liar = "http://127.0.0.1:2"

    def ask(url: str) -> Hello | None:
        return Hello(visited.office_id, OFFICE, "00" * 32) if url == liar else verify_office.ask(url)

    it = find(visited, liar, host.url, ask=ask)
    assert comes_to(it, "ready") == host.url


class Relay(http.server.BaseHTTPRequestHandler):
    """A liar who has the office's old address, and passes each question on to the office and its answer back."""

    office = ""

    def do_GET(self) -> None:
        passed_on = http.client.HTTPConnection(self.office)
        passed_on.request("GET", self.path)
        content = passed_on.getresponse().read()
        passed_on.close()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def test_who_passes_our_question_on_to_the_office_is_not_it(host: ServedHost) -> None:
    Relay.office = host.url.removeprefix("http://")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Relay) as relay:
        threading.Thread(target=relay.serve_forever, args=(0.05,)).start()
        said = hello_of(f"http://127.0.0.1:{relay.server_port}")
        relay.shutdown()
    assert said.name == OFFICE
    assert said.key == ""
    assert not Finder(Path(), known(host), search=cast(Search, Told())).is_same_office(said)


def test_another_office_at_the_old_address_is_not_opened(host: ServedHost, find: Find) -> None:
    it = find(Visited(host.url, "of2", "Acme", "", 1.0))
    comes_to(it, "other")


def test_an_office_that_is_away_is_looked_for_until_it_is_back(host: ServedHost, find: Find) -> None:
    answers: list[Hello | None] = [None]
    it = find(Visited(NOBODY, "of2", "Acme", "", 1.0), ask=lambda url: answers[0])
    comes_to(it, "away")
    answers[0] = Hello("of2", "Acme", "")
    assert comes_to(it, "ready") == NOBODY


def test_an_answer_counts_for_the_address_that_was_asked_alone(find: Find) -> None:
    old, new = "http://127.0.0.1:2", "http://127.0.0.1:3"
    asked, may_answer = threading.Event(), threading.Event()

    def ask(url: str) -> Hello | None:
        asked.set()
        may_answer.wait(30)
        return Hello("of2", "Acme", "") if url == old else None

    it = find(Visited(old, "of2", "Acme", "", 1.0), ask=ask)
    assert asked.wait(30)
    it.begin(new)  # as the host of one's own office does that was started again at another port
    may_answer.set()
    assert comes_to(it, "away") == new


class Hours:
    """A clock that goes on only while somebody sleeps."""

    now = 0.0

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_a_host_that_was_slow_to_answer_is_asked_again_when_the_search_is_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hours, asked = Hours(), list[float]()
    monkeypatch.setattr(finder, "time", hours)

    def ask(url: str) -> Hello | None:
        asked.append(hours.now)
        return Hello("of2", "Acme", "") if len(asked) > 1 else None

    class Looking(Told):
        def ask(self) -> SearchResult:
            return SearchResult((), looking=True)

    it = Finder(tmp_path, Visited(NOBODY, "of2", "Acme", "", 1.0), ask, cast(Search, Looking()))
    it.start()
    it.begin()
    try:
        assert comes_to(it, "ready") == NOBODY
    finally:
        it.stop()
    assert asked == [0.0, finder._SEARCH_SECONDS]


def test_nobody_is_asked_while_nobody_looks(find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    hours = Hours()
    monkeypatch.setattr(finder, "time", hours)
    monkeypatch.setattr(finder, "WATCHED_SECONDS", 0.1)
    asked: list[str] = []
    it = find(Visited(NOBODY, "of2"), ask=lambda url: asked.append(url))
    until(lambda: hours.now > finder.WATCHED_SECONDS and not it._wake.is_set())
    time.sleep(0.1)
    assert asked == [NOBODY]


def test_a_page_that_goes_to_its_offices_new_address_keeps_the_window_and_no_other_page_does(
    host: ServedHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The hosts of tests are on loopback, which no office of a colleague is.
    monkeypatch.setattr(
        "chat_desktop.network.addressing.untrusted_text.is_local_origin", lambda origin: "127.0.0.1" in origin
    )
    visitor = Visitor(tmp_path, tmp_path / "visit", known(host, NOBODY))
    home = VisitPolicy(visitor)
    assert home.contains(f"{NOBODY}/r/abc")
    assert home.contains(visitor.url)
    assert not home.contains(f"http://127.0.0.1:{visitor.waiting.port}/guessed/")
    assert not home.contains(f"{host.url}/#handover=1")
    assert home.admits_after_check(f"{host.url}/#handover=1")
    assert home.contains(f"{host.url}/")
    assert not home.contains(f"{NOBODY}/r/abc")
    for elsewhere in ("http://127.0.0.1:3/", "https://example.com/", "file:///etc/passwd", "javascript:alert(1)"):
        assert not home.admits_after_check(elsewhere)
    visitor.waiting._server.server_close()


class Brackets(http.server.BaseHTTPRequestHandler):
    """A program that answers with more brackets than a parser takes."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"[" * 4_000)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


def test_an_answer_that_no_parser_takes_is_no_office(tmp_path: Path) -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), Brackets) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            assert verify_office.ask(f"http://127.0.0.1:{server.server_port}") is None
            (tmp_path / "host.json").write_text(f'{{"pid": 1, "port": {server.server_port}, "secret": "x"}}')
            assert not for_folder(tmp_path, None, "0.0.0.0", discovery=False).running
            assert not raise_first(AlreadyHeld(tmp_path, None), patience=0).raised
        finally:
            server.shutdown()
