"""Keeps a port for the hosts of one test, also while none of them runs: no other process gets it meanwhile."""

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_port() -> Iterator[str]:
    """A port of the loopback address, as the flag `--port` takes it.

    On Linux a socket that is bound and does not listen keeps it: the kernel gives the port to nobody who asks for any
    port, neither to a listener nor to a connection, and a host that asks for exactly this port may share it. The others
    do not share ports in this way, so there it is merely a port that was free.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        port = str(holder.getsockname()[1])
        if sys.platform != "linux":
            holder.close()
        yield port
