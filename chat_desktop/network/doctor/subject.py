"""Describes what the doctor checks: a running host, or a data folder without a running host."""

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
    """A host or a data folder that is checked.

    `listens` is the address to which the host is bound. `office_id` is None when it is not known, because no host runs.
    """

    data: Path
    port: int
    listens: str = ANY_IPV4
    running: bool = True
    discovery: bool = True
    office_id: str | None = None

    @cached_property
    def adapters(self) -> list[Adapter]:
        """The network adapters of this computer."""
        return adapters()

    @cached_property
    def default(self) -> str | None:
        """This computer's address on its default route."""
        return default_address()

    @cached_property
    def lan(self) -> list[Address]:
        """The addresses at which colleagues can reach the host, the best first."""
        return lan_addresses(self.listens)

    @property
    def program(self) -> str:
        """The path of this program, by which firewalls identify it."""
        return str(Path(sys.executable))


def for_folder(data: Path, port: int | None, listens: str, discovery: bool) -> Subject:
    """Returns the subject of a data folder: the running host if there is one, else the values of the settings."""
    host_info = folder_lock.info(data)
    found = _hello(host_info.port) if host_info and host_info.port else None
    if host_info and host_info.port and found:
        return Subject(data, host_info.port, listens, True, discovery, found["office"]["id"])
    return Subject(data, port or FIRST_PORT, listens, False, discovery)


def fetch_json(address: str, port: int, path: str, timeout: float = ASK_SECONDS) -> Any:
    """Requests PATH over plain HTTP without a proxy and returns the parsed JSON. TIMEOUT is in seconds.

    Raises OSError or http.client.HTTPException when there is no response, and ValueError when it is not JSON."""
    connection = http.client.HTTPConnection(address, port, timeout=timeout)
    try:
        connection.request("GET", path, headers={"Accept": "application/json"})
        return json.loads(connection.getresponse().read(65_536))
    finally:
        connection.close()


def _hello(port: int) -> dict[str, Any] | None:
    """Returns the response of the host at PORT to /api/hello, or None when no host of this program answers.

    A host that was killed leaves its port in the data folder, and another program may use that port now."""
    try:
        found = fetch_json("127.0.0.1", port, "/api/hello")
        return found if found["ok"] and found["office"]["id"] else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError, http.client.HTTPException):
        return None
