"""Reading a page for a card: what is found in it, and what is refused."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from chat_desktop.network.link_cards import fetch as fetching
from chat_desktop.network.link_cards.addresses import is_refused
from chat_desktop.network.link_cards.fetch import fetch
from chat_desktop.network.link_cards.page_head import PageHead, read

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<head><title>Rota</title></head>"
LAST_WAIT_SECONDS = 30


class Answers:
    """A server that answers each connection with the next of its answers, and keeps what it was asked."""

    def __init__(self, *answers: bytes, keeps_open: bool = False) -> None:
        self._answers, self._keeps_open = list(answers), keeps_open
        self.asked: list[bytes] = []
        self._ended = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(LAST_WAIT_SECONDS)

    def _serve(self) -> None:
        for answer in self._answers:
            try:
                stream, _ = self._socket.accept()
            except OSError:
                return
            with stream:
                self.asked.append(stream.recv(4096))
                stream.sendall(answer.replace(b"SELF", self.url.encode()))
                if self._keeps_open:
                    self._ended.wait(LAST_WAIT_SECONDS)


@contextmanager
def serving(*answers: bytes, keeps_open: bool = False) -> Iterator[Answers]:
    server = Answers(*answers, keeps_open=keeps_open)
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def reachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server of a test is on this computer, which is refused: so these tests look at all the rest.

    A page is waited for, however slow the machine is."""
    monkeypatch.setattr(fetching, "TOTAL_SECONDS", 60.0)
    monkeypatch.setattr(fetching, "CONNECT_SECONDS", 60.0)
    monkeypatch.setattr(fetching, "is_refused", lambda address, own: False)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "0.0.0.0",
        "0.1.2.3",
        "::",
        "169.254.169.254",
        "fe80::1%eth0",
        "224.0.0.1",
        "255.255.255.255",
        "192.168.1.20",
        "::ffff:192.168.1.20",
        "fd00::20",
    ],
)
def test_this_computer_and_special_addresses_are_refused(address: str) -> None:
    assert is_refused(address, {"192.168.1.20", "fd00::20"})


@pytest.mark.parametrize("address", ["192.168.1.21", "10.0.0.5", "172.16.3.4", "fd00::21", "93.184.215.14"])
def test_other_computers_are_not_refused(address: str) -> None:
    assert not is_refused(address, {"192.168.1.20"})


def test_a_page_on_this_computer_is_never_read() -> None:
    with serving(PAGE) as server:
        assert fetch(server.url, lambda url: True, ()) is None
        assert fetch(server.url.replace("127.0.0.1", "localhost"), lambda url: True, ()) is None
        assert server.asked == []


@pytest.mark.usefixtures("reachable")
def test_a_page_is_read_with_nothing_that_tells_who_asks() -> None:
    with serving(PAGE) as server:
        assert fetch(f"{server.url}/wiki/rota?x=ä b", lambda url: True, ()) == PageHead("Rota", "")
        head = server.asked[0].decode()
    assert head.startswith("GET /wiki/rota?x=%C3%A4%20b HTTP/1.1\r\n")
    assert not {"cookie", "authorization", "referer"} & {line.split(":")[0].lower() for line in head.splitlines()}


@pytest.mark.usefixtures("reachable")
def test_each_hop_of_a_redirect_must_be_allowed() -> None:
    hop = b"HTTP/1.1 302 Found\r\nLocation: %s\r\n\r\n"
    with serving(hop % b"/rota", PAGE) as server:
        assert fetch(server.url, lambda url: url.startswith(server.url), ()) == PageHead("Rota", "")
    for target in (
        b"http://evil.example/",
        b"http://127.0.0.1:1/",
        b"file:///etc/passwd",
        b"//evil.example",
        b"http://[::1",
    ):
        with serving(hop % target, PAGE) as server:
            assert fetch(server.url, partial(str.__eq__, server.url), ()) is None
            assert len(server.asked) == 1
    with serving(*[hop % b"SELF/again"] * 9) as server:
        assert fetch(server.url, lambda url: True, ()) is None
        assert len(server.asked) == fetching.MAX_REDIRECTS + 1


@pytest.mark.usefixtures("reachable")
@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<title>Gone</title>",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n<title>PDF</title>",
        b"HTTP/1.1 200 OK\r\n\r\n<title>No type</title>",
        b"nonsense\r\n\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
    ],
)
def test_what_is_no_page_has_no_card(answer: bytes) -> None:
    with serving(answer) as server:
        assert fetch(server.url, lambda url: True, ()) is None


@pytest.mark.usefixtures("reachable")
def test_a_server_that_never_ends_is_left_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "TOTAL_SECONDS", 0.2)
    with serving(PAGE.replace(b"</head>", b""), keeps_open=True) as server:
        assert fetch(server.url, lambda url: True, ()) is None


@pytest.mark.usefixtures("reachable")
def test_only_the_beginning_of_a_long_page_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 20_000)
    with serving(PAGE.replace(b"</head>", b"<p>" * 20_000), keeps_open=True) as server:
        assert fetch(server.url, lambda url: True, ()) == PageHead("Rota", "")


@pytest.mark.parametrize(
    ("content", "title", "description"),
    [
        (b"<title>A &amp; B</title>", "A & B", ""),
        (b'<meta property="og:title" content="Better"><title>Worse</title>', "Better", ""),
        (b"<META NAME='description' content='Who sits there'><title>\n Rota \t</title>", "Rota", "Who sits there"),
        ("<title>Grüße</title>".encode("latin-1"), "Gr\ufffd\ufffde", ""),
        (b'<meta charset="iso-8859-1"><title>Gr\xfc\xdfe</title>', "Gr\u00fc\u00dfe", ""),
        ("<title>\u202egnp.exe\u202c</title>".encode(), "gnp.exe", ""),
        (b"<title>" + b"x" * 5000 + b"</title>", "x" * 140, ""),
        (b"<p>no title</p>", "", ""),
        (b"<title", "", ""),
        (b"<meta charset=no-such-charset><title>T</title>", "T", ""),
    ],
)
def test_the_title_and_description_are_found(content: bytes, title: str, description: str) -> None:
    assert read(content, None) == PageHead(title, description)


@pytest.mark.parametrize("charset", ["punycode", "unicode_escape", "idna", "utf-7", "no\0such"])
def test_an_encoding_that_no_page_has_is_not_used(charset: str) -> None:
    """Punycode takes time that grows with the square of the length, and escapes hide what they stand for."""
    assert read(b"<title>Rota \\u0041</title>", charset) == PageHead("Rota \\u0041", "")


def test_a_page_that_is_made_to_be_slow_takes_time_by_its_length() -> None:
    # Each pattern looks at each character a bounded number of times: these would take minutes otherwise.
    for part in (
        b"<meta ",
        b"<title ",
        b"<meta a=",
        b'<meta content="',
        b"<meta charset",
        b"a=a ",
        b"<" * 6,
        b"&lt",
        b"<meta charset=" + b" " * 4_080,
        b"<meta " + b"a" * 2_990 + b">",
    ):
        read(part * (fetching.MAX_BYTES // len(part)), None)
