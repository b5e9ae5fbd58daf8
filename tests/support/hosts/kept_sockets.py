"""Reads for clients that their test leaves alone: the host closes a connection that is silent for eight seconds."""

import threading
from weakref import WeakSet

from tests.support.hosts.socket_client import SocketClient

LOOK_SECONDS = 1.0

_kept: WeakSet[SocketClient] = WeakSet()
_starting = threading.Lock()
_looks: threading.Thread | None = None


def keep(client: SocketClient) -> SocketClient:
    """Answers the pings of CLIENT while nobody waits for what it hears. What else comes stays unread."""
    global _looks
    with _starting:
        _kept.add(client)
        if _looks is None:
            _looks = threading.Thread(target=_look, daemon=True)
            _looks.start()
    return client


def _look() -> None:
    pause = threading.Event()
    while not pause.wait(LOOK_SECONDS):
        with _starting:
            clients = list(_kept)
        for client in clients:
            if not client.take_waiting():
                _kept.discard(client)
