"""What stands in the announcement: two services, one for every browser of services and one for ours."""

from dataclasses import dataclass
from typing import Final

from zeroconf import ServiceInfo

CHAT: Final = "_chat-desktop._tcp.local."
HTTP: Final = "_http._tcp.local."

# RFC 6763: a label has 63 bytes at most, and "-12" may have to be put behind it; a TXT string has 255.
_LABEL_BYTES = 60
_TEXT_BYTES = 240


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is announced. `addresses` are literals, the likeliest first."""

    office_id: str
    office_name: str
    version: str
    port: int
    addresses: tuple[str, ...]
    owner: str = ""  # the owner's name; none before the office is set up


def services(announcement: Announcement, host: str) -> list[ServiceInfo]:
    """The records of the office under the host name `NAME.local`."""
    text = {
        "id": announcement.office_id,
        "name": truncated(announcement.office_name, _TEXT_BYTES),
        "version": announcement.version,
        "path": "/",
        "owner": truncated(announcement.owner, _TEXT_BYTES),
    }
    instance = truncated(_printable(announcement.office_name), _LABEL_BYTES) or "Office"
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
    """As many whole code points as fit into `most` bytes of UTF-8."""
    return text.encode()[:most].decode(errors="ignore").strip()


def _printable(text: str) -> str:
    # zeroconf takes a leading dot for an empty label and refuses control characters.
    return "".join(c for c in text if c.isprintable()).strip(". ")
