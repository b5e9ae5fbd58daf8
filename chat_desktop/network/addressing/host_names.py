"""The host names of this computer."""

import socket
from collections.abc import Iterable


def host_names(announced: str | None, given: Iterable[str]) -> list[str]:
    """Returns the announced name, the computer's own names, and the given ones."""
    machine = socket.gethostname()
    short = machine.split(".")[0]
    # Where the system has its own mDNS responder, that one announces the computer's name in `.local`.
    return [*([announced] if announced else []), machine, short, f"{short}.local", *given]
