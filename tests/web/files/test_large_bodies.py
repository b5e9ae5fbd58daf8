"""Which routes may have a body of more than 1 MB, at a real host."""

import pytest

from chat_desktop.web.large_bodies import accepts_large_body
from tests.support.hosts.host_process import ServedHost

TOO_MUCH = b"x" * 3_000_000


@pytest.mark.parametrize(
    ("method", "target", "accepts"),
    [
        ("PATCH", "/api/uploads/abc", True),
        ("PATCH", "/api/uploads/abc?a=b", True),
        ("POST", "/api/attachments", True),
        ("POST", "/api/attachments?room=a", True),
        ("POST", "/api/uploads", False),
        ("POST", "/api/attachments/abc", False),
        ("PATCH", "/api/rooms/abc", False),
        ("PUT", "/api/uploads/abc", False),
        ("POST", "/api/rooms?/api/attachments", False),
    ],
)
def test_only_routes_that_receive_files_have_large_bodies(method: str, target: str, accepts: bool) -> None:
    assert accepts_large_body(method, target) == accepts


def test_a_large_body_reaches_these_routes_only_and_its_refusal_is_read(host: ServedHost) -> None:
    ben = host.newcomer("Ben")
    assert ben.post("/api/rooms", TOO_MUCH).code == "too_large"
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    answer = ben.ask("PATCH", "/api/uploads/nowhere", TOO_MUCH, headers)
    assert (answer.status, answer.headers["Connection"]) == (404, "close")
