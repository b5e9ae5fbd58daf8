"""The WebSocket handshake: what RFC 6455 asks of a request, and what is answered."""

import socket
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from chat_desktop.realtime.transport.handshake import HandshakeError, shake_hands

ASKED = {
    "REQUEST_METHOD": "GET",
    "HTTP_UPGRADE": "websocket",
    "HTTP_CONNECTION": "keep-alive, Upgrade",
    "HTTP_SEC_WEBSOCKET_VERSION": "13",
    # The example of RFC 6455, 1.3.
    "HTTP_SEC_WEBSOCKET_KEY": "dGhlIHNhbXBsZSBub25jZQ==",
    "HTTP_SEC_WEBSOCKET_EXTENSIONS": "permessage-deflate",
    "HTTP_SEC_WEBSOCKET_PROTOCOL": "chat",
}


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, dict[str, Any]]]:
    """The client's end, and the request as pywsgi hands it on with ours."""
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.create_connection(listener.getsockname()) as client,
        listener.accept()[0] as accepted,
    ):
        source = SimpleNamespace(raw=SimpleNamespace(_sock=accepted))
        yield client, {**ASKED, "wsgi.input": source}


def test_the_example_of_the_standard_is_answered_as_it_says(ends: tuple[socket.socket, dict[str, Any]]) -> None:
    client, environ = ends
    shake_hands(environ)
    head, *lines = client.recv(1_000).decode().split("\r\n")
    assert head == "HTTP/1.1 101 Switching Protocols"
    assert sorted(filter(None, lines)) == [
        "Connection: Upgrade",
        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
        "Upgrade: websocket",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REQUEST_METHOD", "POST"),
        ("HTTP_UPGRADE", "h2c"),
        ("HTTP_CONNECTION", "keep-alive"),
        ("HTTP_SEC_WEBSOCKET_VERSION", "8"),
        ("HTTP_SEC_WEBSOCKET_KEY", ""),
        ("HTTP_SEC_WEBSOCKET_KEY", "dGhlIHNhbXBsZQ=="),
        ("HTTP_SEC_WEBSOCKET_KEY", "dGhlIHNhbXBsZSBub25jZQ==\r\nX: y"),
    ],
)
def test_anything_less_is_refused_and_nothing_is_sent(
    ends: tuple[socket.socket, dict[str, Any]], name: str, value: str
) -> None:
    client, environ = ends
    with pytest.raises(HandshakeError):
        shake_hands({**environ, name: value})
    client.setblocking(False)
    with pytest.raises(BlockingIOError):
        client.recv(1)
