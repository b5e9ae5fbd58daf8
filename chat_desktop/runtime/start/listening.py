"""Where this computer waits for another one whose program types the code that is shown here."""

import logging
import socket
from dataclasses import dataclass

from chat_desktop.errors import Invalid
from chat_desktop.languages.system_words import system_words
from chat_desktop.network.addressing import lan_addresses
from chat_desktop.network.addressing.office_url import bracketed
from chat_desktop.operations.moving.receiving import PORT

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5  # between two looks whether the listener was closed


@dataclass(frozen=True)
class Listener:
    """SOCK listens at HOST. The port is kept because the thread that accepts may close SOCK at any time."""

    sock: socket.socket
    host: str
    port: int

    def addresses(self) -> list[str]:
        """Returns what is typed at the other computer, for each address of this one."""
        ends = "" if self.port == PORT else f":{self.port}"
        return [f"{bracketed(each.ip)}{ends}" for each in lan_addresses.lan_addresses(self.host)]


def listener(host: str) -> Listener:
    """Listens at HOST: at another port when the usual one is in use. Raises Invalid when it cannot."""
    made = _listener(host)
    made.settimeout(LOOK_SECONDS)
    return Listener(made, host, made.getsockname()[1])


def _listener(host: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, PORT), family=family)
    except OSError as problem:
        log.info("The port %d cannot be used (%s).", PORT, problem)
    try:
        return socket.create_server((host, 0), family=family)
    except OSError as problem:
        raise Invalid("token", "receive_port_used", {"port": PORT, "why": system_words(problem)}) from None
