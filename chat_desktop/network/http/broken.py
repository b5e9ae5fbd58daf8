"""Ends the connections of a server whose hub has died, so that pages notice it at once and connect again.

The hub cannot close them any more, and no other part has a list of all of them.
"""

import contextlib
import gc
import socket


def cut_connections(port: int) -> None:
    """Closes the sockets of this process that were accepted at PORT, and that at which it listens."""
    gc.unfreeze()  # what was there at the end of the start is not listed otherwise, and with it a connection of then
    for found in [each for each in gc.get_objects() if issubclass(type(each), socket.SocketType)]:
        with contextlib.suppress(OSError):
            if found.getsockname()[1:2] == (port,):
                with contextlib.suppress(OSError):  # one that listens is not connected
                    found.shutdown(socket.SHUT_RDWR)
                found.close()
