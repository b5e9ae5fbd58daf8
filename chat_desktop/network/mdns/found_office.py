"""Defines an office that was found on the network."""

from dataclasses import dataclass

from chat_desktop.network.addressing.links import base_url


@dataclass(frozen=True, slots=True)
class FoundOffice:
    """An announced office. `host` is its host name, "office.local". `is_open` means that it has an owner.

    `update` names the update of the program that its host offers to others: version, platform and folder."""

    id: str
    name: str
    address: str
    port: int
    version: str
    host: str
    owner: str = ""
    is_open: bool = True
    update: str = ""

    @property
    def url(self) -> str:
        """The URL of the office, `http://ADDRESS:PORT`."""
        return base_url(self.address, self.port)
