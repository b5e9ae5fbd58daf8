"""The waiting page's own little server: it answers to the window, and to nobody who does not know its secret."""

import http.client
import json
from collections.abc import Iterator
from typing import Any

import pytest

from chat_desktop.desktop import texts
from chat_desktop.desktop.visitor.waiting_page import WaitingPage


class Asked:
    def __init__(self) -> None:
        self.said: list[str] = []
        self.raised: list[dict[str, Any]] = []
        actions = {name: self._note(name) for name in ("begin", "state", "own")}
        self.waiting = WaitingPage(actions, lambda: ("<b>Acme</b>", "192.168.1.20:8765"), self._raise)

    def ask(self, method: str, path: str, body: object = None, host: str = "") -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.waiting.port, timeout=30)
        content = body if isinstance(body, bytes) else json.dumps(body)
        headers = {"Host": host} if host else {}
        connection.request(method, path, content if method == "POST" else None, headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()

    def _note(self, name: str) -> Any:
        def act(_: dict[str, Any]) -> dict[str, Any]:
            self.said.append(name)
            return {"state": name}

        return act

    def _raise(self, body: dict[str, Any]) -> dict[str, Any]:
        self.raised.append(body)
        return {"raised": True}


@pytest.fixture
def asked() -> Iterator[Asked]:
    it = Asked()
    it.waiting.start()
    yield it
    it.waiting.stop()


def path(asked: Asked, name: str = "") -> str:
    return "/" + asked.waiting.url.split("/", 3)[3] + name


def test_the_page_is_in_the_language_of_the_window(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "language", lambda: "ar")
    content = asked.ask("GET", path(asked))[2].decode()
    assert '<html lang="ar" dir="rtl">' in content
    assert "Try again" not in content


def test_the_page_and_its_files_are_there_under_the_secret_alone(asked: Asked) -> None:
    status, headers, content = asked.ask("GET", path(asked))
    assert status == 200
    assert b"&lt;b&gt;Acme&lt;/b&gt;" in content
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    for name in ("app/visit.js", "css/tokens.css", "css/visit.css", "icons.svg", "icons/favicon.svg"):
        assert asked.ask("GET", path(asked, name))[0] == 200
    for name in ("../../etc/passwd", "i18n/en.json", "templates/visit.html", "app/main.js", "css/"):
        assert asked.ask("GET", path(asked, name))[0] == 404
    for guess in ("/", "/guess/", "/app/visit.js", "/state"):
        assert asked.ask("GET", guess)[0] == 404


def test_only_who_knows_the_secret_may_ask_for_anything(asked: Asked) -> None:
    assert json.loads(asked.ask("POST", path(asked, "state"))[2]) == {"ok": True, "state": "state"}
    for guess in ("/state", "/guess/own", path(asked, "nothing")):
        assert asked.ask("POST", guess, {})[0] == 404
    assert asked.said == ["state"]


def test_a_foreign_host_name_is_refused(asked: Asked) -> None:
    assert asked.ask("GET", path(asked), host="evil.example")[0] == 404
    assert asked.ask("POST", path(asked, "own"), {}, host="evil.example")[0] == 404
    assert asked.said == []


def test_a_second_start_raises_the_window_with_its_word(asked: Asked) -> None:
    assert asked.ask("POST", "/api/desktop/raise", {"secret": "guess"})[0] == 404
    nonsense: object
    for nonsense in ([], b"{", b"\xff", None):
        assert asked.ask("POST", "/api/desktop/raise", nonsense)[0] == 404
    body = {"secret": asked.waiting.secret, "url": "http://192.168.1.20:8765"}
    assert json.loads(asked.ask("POST", "/api/desktop/raise", body)[2])["raised"] is True
    assert asked.raised == [body]
