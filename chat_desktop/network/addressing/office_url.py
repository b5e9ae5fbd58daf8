"""Validates the URL of another office that a person has typed or chosen from the list of offices."""

import re
from urllib.parse import urlsplit

from chat_desktop.network.addressing import untrusted_text

_MAX_CHARACTERS = 300
_HOST = re.compile(r"[^\W_][\w.-]*|[0-9a-f:.]+")


def origin(url: str) -> str | None:
    """Returns the origin of URL, such as `http://192.168.1.5:8765`, or None when it is not an office's address.

    The path and the code of a link are dropped, because other programs can see the arguments of a process. The default
    scheme is http.
    """
    text = url.strip()
    if not text or len(text) > _MAX_CHARACTERS or not text.isprintable() or "\\" in text:
        return None
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    return f"{parts.scheme}://{bracketed(host)}" + (f":{port}" if port else "")


def bracketed(host: str) -> str:
    """Returns HOST as a URL contains it: an IPv6 address is in brackets."""
    return f"[{host}]" if ":" in host else host


def office_id(raw: str | None) -> str | None:
    """Returns the office id RAW if it is well-formed, else None."""
    return untrusted_text.identifier(raw)
