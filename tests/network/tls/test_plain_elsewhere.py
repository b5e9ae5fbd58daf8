"""The door in secure mode, by itself: which plain requests get where. The whole host is in test_secure_host.py."""

from pathlib import Path
from typing import Any

import pytest

from chat_desktop.network.http.access import AccessMiddleware
from chat_desktop.network.http.allowed_hosts import AllowedHosts
from chat_desktop.network.tls.detect import is_loopback
from chat_desktop.network.tls.mode import SecureMode

Asked = tuple[str, dict[str, str], bool]


class Inside:
    """What stands behind the door: it tells whether a cookie has come in, and tries to set one."""

    def __init__(self, folder: Path) -> None:
        self.seen: list[str | None] = []
        self.secure = SecureMode(folder, None, (None, None), list, lambda: "Office")
        self.secure.set_state(True, 0)
        self.door = AccessMiddleware(self.app, AllowedHosts(8765, ["192.168.1.5"]), lambda environ: None, self.secure)

    def app(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.seen.append(environ.get("HTTP_COOKIE"))
        start_response("200 OK", [("Set-Cookie", "planted=1"), ("X-Kept", "yes")])
        return [b"inside"]

    def ask(
        self, path: str, method: str = "GET", loopback: bool = False, scheme: str = "http", accept: str = "*/*"
    ) -> Asked:
        said: list[Any] = []
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": "192.168.1.5:8765",
            "HTTP_ORIGIN": f"{scheme}://192.168.1.5:8765", "HTTP_COOKIE": "a=b", "HTTP_ACCEPT": accept,
            "REMOTE_ADDR": "x", "wsgi.url_scheme": scheme, "network.loopback": loopback,
        }  # fmt: skip
        before = len(self.seen)
        self.door(environ, lambda status, headers, *rest: said.append((status, dict(headers))))
        return said[0][0][:3], said[0][1], len(self.seen) > before


@pytest.fixture
def inside(tmp_path: Path) -> Inside:
    return Inside(tmp_path)


@pytest.mark.parametrize(
    "path", ["/trust", "/ca.crt", "/ca.mobileconfig", "/api/hello", "/healthz", "/ui/1/app/trust.js"]
)
def test_what_explains_is_reached_without_a_cookie_and_sets_none(inside: Inside, path: str) -> None:
    status, headers, reached = inside.ask(path)
    assert (status, headers, reached, inside.seen) == ("200", {"X-Kept": "yes"}, True, [None])


@pytest.mark.parametrize(
    "path", ["/trusty", "/TRUST", "/trust/", "/api/hello/", "/ca.crt.key", "/ui", "//ui/x", "/api/boot", "/socket.io/"]
)
def test_what_only_looks_like_it_is_not(inside: Inside, path: str) -> None:
    assert inside.ask(path)[::2] == ("403", False)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_is_done_by_plain_http(inside: Inside, method: str) -> None:
    for path in ("/trust", "/api/hello", "/api/session", "/ui/1/x"):
        assert inside.ask(path, method)[::2] == ("403", False)


def test_a_person_is_led_on_and_a_very_long_path_is_forgotten(inside: Inside) -> None:
    assert inside.ask("/r/abc", accept="text/html")[1]["Location"] == "/trust?to=%2Fr%2Fabc"
    assert inside.ask("/", accept="text/html")[1]["Location"] == "/trust"
    assert inside.ask("/" + "x" * 9_000, accept="text/html")[1]["Location"] == "/trust"
    assert "\r" not in inside.ask("/a\r\nSet-Cookie: b=c", accept="text/html")[1]["Location"]


def test_on_this_computer_by_tls_and_without_the_mode_all_is_whole(inside: Inside) -> None:
    for asked in (inside.ask("/api/boot", loopback=True), inside.ask("/api/boot", scheme="https")):
        assert asked[1] == {"Set-Cookie": "planted=1", "X-Kept": "yes"}
    inside.secure.set_state(False, 0)
    assert inside.ask("/api/boot")[2] is True
    assert inside.seen == ["a=b"] * 3


HERE = ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"]
ELSEWHERE = ["192.168.1.5", "::ffff:192.168.1.5", "fe80::1%eth0", "0.0.0.0", ""]


@pytest.mark.parametrize("own", [*HERE, *ELSEWHERE])
def test_loopback_is_where_the_connection_came_in(own: str) -> None:
    class Sock:
        def getsockname(self) -> Any:
            return own, 8765

    assert is_loopback(Sock()) is (own in HERE)
