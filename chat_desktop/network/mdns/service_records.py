"""Builds the records of the announcement: an HTTP service for all browsers, and a service for Chat Desktop."""

from dataclasses import dataclass
from typing import Final

from zeroconf import ServiceInfo

CHAT: Final = "_chat-desktop._tcp.local."
HTTP: Final = "_http._tcp.local."

# RFC 6763: a label has at most 63 bytes, to which "-12" may be appended, and a TXT string has at most 255.
_LABEL_BYTES = 60
_TEXT_BYTES = 240


@dataclass(frozen=True, slots=True)
class Announcement:
    """The content of the announcement. `addresses` are IP address literals, the best first."""

    office_id: str
    office_name: str
    version: str
    port: int
    addresses: tuple[str, ...]
    owner: str = ""  # the owner's name; empty before the office is set up
    update: str = ""  # the update of the program that this host offers to others; see FoundOffice


def services(announcement: Announcement, host: str) -> list[ServiceInfo]:
    """Returns the records of both services with the host name HOST, `NAME.local`."""
    text = {
        "id": announcement.office_id,
        "name": truncated(announcement.office_name, _TEXT_BYTES),
        "version": announcement.version,
        "path": "/",
        "owner": truncated(announcement.owner, _TEXT_BYTES),
        **({"update": announcement.update} if announcement.update else {}),
    }
    instance = truncated(_printable(announcement.office_name), _LABEL_BYTES) or "Chat Desktop"
    return [
        ServiceInfo(
            kind,
            f"{instance}.{kind}",
            port=announcement.port,
            properties=text,
            server=f"{host}.",
            parsed_addresses=list(announcement.addresses),
        )
        for kind in (HTTP, CHAT)
    ]


def truncated(text: str, most: int) -> str:
    """Returns as many whole code points of TEXT as fit into `most` bytes of UTF-8."""
    return text.encode()[:most].decode(errors="ignore").strip()


def _printable(text: str) -> str:
    # zeroconf treats a leading dot as an empty label and rejects control characters.
    return "".join(c for c in text if c.isprintable()).strip(". ")
