"""What is examined: a host that serves, asked from inside or beside it, or a folder whose host does not run."""

import http.client
import json
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from chat_desktop.network.addressing.adapters import Adapter, adapters, default_address
from chat_desktop.network.addressing.lan_addresses import ANY_IPV4, Address, lan_addresses
from chat_desktop.network.http.ports import FIRST_PORT
from chat_desktop.storage import folder_lock

ASK_SECONDS = 2.0


@dataclass(frozen=True)
class Subject:
    """`listens` is the address that the host is bound to; `office_id` is None where no host has told it."""

    data: Path
    port: int
    listens: str = ANY_IPV4
    running: bool = True
    discovery: bool = True
    office_id: str | None = None

    @cached_property
    def adapters(self) -> list[Adapter]:
        return adapters()

    @cached_property
    def default(self) -> str | None:
        """This computer's address on its default route."""
        return default_address()

    @cached_property
    def lan(self) -> list[Address]:
        """Where colleagues may reach the host, the likeliest first."""
        return lan_addresses(self.listens)

    @property
    def program(self) -> str:
        """What a firewall knows this program by."""
        return str(Path(sys.executable))


def for_folder(data: Path, port: int | None, listens: str, discovery: bool) -> Subject:
    """The office in a data folder: its host's own word if one runs, else what the settings say."""
    card = folder_lock.info(data)
    found = _hello(card.port) if card and card.port else None
    if card and card.port and found:
        return Subject(data, card.port, listens, True, discovery, found["office"]["id"])
    return Subject(data, port or FIRST_PORT, listens, False, discovery)


def fetch_json(address: str, port: int, path: str, timeout: float = ASK_SECONDS) -> Any:
    """The JSON that our host answers with, by plain HTTP and no proxy. Raises OSError, HTTPException, ValueError."""
    connection = http.client.HTTPConnection(address, port, timeout=timeout)
    try:
        connection.request("GET", path, headers={"Accept": "application/json"})
        return json.loads(connection.getresponse().read(65_536))
    finally:
        connection.close()


def _hello(port: int) -> dict[str, Any] | None:
    """None where nobody answers, or somebody else: a host that was killed leaves its card, and its port to anyone."""
    try:
        found = fetch_json("127.0.0.1", port, "/api/hello")
        return found if found["ok"] and found["office"]["id"] else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError, http.client.HTTPException):
        return None
