"""The connections of a server whose hub has died end, whenever they began."""

import gc
import socket

import pytest

from chat_desktop.network.http import broken


@pytest.mark.parametrize("is_frozen", [False, True], ids=["later", "while the program started"])
def test_every_connection_is_cut(is_frozen: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port), 30) as client, listener.accept()[0]:
            try:
                if is_frozen:
                    gc.freeze()  # as at the end of a start (garbage_collector.py)
                broken.cut_connections(port)
            finally:
                gc.unfreeze()
            assert client.recv(1) == b""
