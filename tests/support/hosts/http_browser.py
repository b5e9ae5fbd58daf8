"""Implements a browser without a screen: HTTP with cookies and the Origin header."""

import json
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from tests.support.cast import PASSWORD
from tests.support.hosts import told_errors
from tests.support.hosts.kept_sockets import keep
from tests.support.hosts.socket_client import SocketClient


@dataclass(frozen=True)
class Answer:
    """An HTTP response."""

    status: int
    headers: HTTPMessage
    content: bytes

    def __post_init__(self) -> None:
        told_errors.check_json(self.content)

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def code(self) -> str | None:
        """The error's code, or None of a success."""
        return None if self.json["ok"] else self.json["error"]["code"]

    def expect(self, status: int = 200) -> Any:
        """Returns the JSON. Raises AssertionError when the status is another one."""
        assert self.status == status, self.content
        return self.json


class Browser:
    """`url` is the host's; `cookies` is what the host has set; `user` who is signed in, once somebody is."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies: dict[str, str] = {}
        self.user: dict[str, Any] = {}

    @property
    def user_id(self) -> str:
        return str(self.user["id"])

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, path: str, **headers: str) -> Answer:
        """Sends a GET request."""
        return self.ask("GET", path, None, headers)

    def post(self, path: str, body: object = None, **headers: str) -> Answer:
        return self.ask("POST", path, body, headers)

    def patch(self, path: str, body: object = None, **headers: str) -> Answer:
        return self.ask("PATCH", path, body, headers)

    def delete(self, path: str, **headers: str) -> Answer:
        """Sends a DELETE request."""
        return self.ask("DELETE", path, None, headers)

    def ask(self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None) -> Answer:
        """Sends a request. Bytes are sent as they are, other bodies as JSON. `_` in header names becomes `-`."""
        content = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        sent = {"Origin": self.url, "Content-Type": "application/json"}
        if self.cookies:
            sent["Cookie"] = self.cookie
        sent |= {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        connection = self.connection(str(urlsplit(self.url).netloc))
        try:
            connection.request(method, path, content, sent)
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        finally:
            connection.close()
        self._keep_cookies(answer)
        return answer

    def connection(self, netloc: str) -> HTTPConnection:
        """Opens the connection of a request; a subclass may use another one."""
        return HTTPConnection(netloc, timeout=20)

    def join(self, code: str, name: str, password: str = PASSWORD) -> "Browser":
        """Joins the office as a new person."""
        self.user = self.post("/api/join", {"code": code, "name": name, "password": password}).expect(201)["user"]
        return self

    def sign_in(self, name: str, password: str = PASSWORD) -> "Browser":
        """Signs a person in."""
        self.user = self.post("/api/session", {"name": name, "password": password}).expect()["user"]
        return self

    def another(self) -> "Browser":
        """The same person in a second browser, with a session of its own."""
        return Browser(self.url).sign_in(self.user["name"])

    def home(self) -> str:
        """The id of the first room."""
        return str(next(room["id"] for room in self.get("/api/rooms").expect()["rooms"] if room["home"]))

    def make_room(self, name: str, kind: str = "open", *people: "Browser") -> str:
        """The new room's id."""
        body = {"name": name, "kind": kind, "user_ids": [person.user_id for person in people]}
        return str(self.post("/api/rooms", body).expect(201)["room"]["id"])

    def connect_socket(self) -> SocketClient:
        """Returns a client that has received `welcome`. Close it, or use it in a `with` statement."""
        return keep(SocketClient(self.url, self.cookie))

    def _keep_cookies(self, answer: Answer) -> None:
        for header in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(header).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
