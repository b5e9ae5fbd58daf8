"""An office that was found on the network, as it announces itself."""

from dataclasses import dataclass

from chat_desktop.network.addressing.links import base_url


@dataclass(frozen=True, slots=True)
class FoundOffice:
    """An office as it announces itself; `host` is its host name, "office.local". `is_open`: it has an owner."""

    id: str
    name: str
    address: str
    port: int
    version: str
    host: str
    owner: str = ""
    is_open: bool = True

    @property
    def url(self) -> str:
        return base_url(self.address, self.port)
