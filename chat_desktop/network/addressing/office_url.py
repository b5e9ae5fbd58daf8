"""Where a window may be opened: what a person has typed, or picked from the list of what is on the network."""

import re
from urllib.parse import urlsplit

from chat_desktop.network.addressing import untrusted_text

_LONGEST = 300
_HOST = re.compile(r"[^\W_][\w.-]*|[0-9a-f:.]+")


def origin(url: str) -> str | None:
    """`http://192.168.1.5:8765` of anything that leads into an office there; None of what is no address of one.

    The path, and with it a code in a link, is left out: other programs of the computer see what a process is started
    with. An address without a scheme is meant as http.
    """
    text = url.strip()
    if not text or len(text) > _LONGEST or not text.isprintable() or "\\" in text:
        return None
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port else "")


def office_id(raw: str | None) -> str | None:
    """The id, or None when there is none or it has not the form of one."""
    return untrusted_text.identifier(raw)
