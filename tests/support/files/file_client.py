"""Sends files to a host as a program does: by tus, or at once."""

import json
from base64 import b64encode
from typing import Any

from tests.support.hosts.http_browser import Answer, Browser

PIECE = "application/offset+octet-stream"


def announce(who: Browser, name: str, size: int, **hints: str) -> Answer:
    """Announces an upload."""
    entries = {"name": name, **hints}.items()
    told = ",".join(f"{key} {b64encode(value.encode()).decode()}" for key, value in entries)
    return who.ask("POST", "/api/uploads", b"", {"Upload-Length": str(size), "Upload-Metadata": told})


def place_of(answer: Answer) -> str:
    """Returns the path of an upload that was announced."""
    assert answer.status == 201, answer.content
    return str(answer.headers["Location"])


def append(who: Browser, place: str, offset: int, data: bytes) -> Answer:
    """Sends the next bytes of an upload."""
    return who.ask("PATCH", place, data, {"Content-Type": PIECE, "Upload-Offset": str(offset)})


def offset_of(who: Browser, place: str) -> int:
    """Returns how many bytes of an upload have arrived."""
    return int(str(who.ask("HEAD", place).headers["Upload-Offset"]))


def send_file(who: Browser, name: str, data: bytes, **hints: str) -> dict[str, Any]:
    """Uploads a file and returns the attachment."""
    answer = append(who, place_of(announce(who, name, len(data), **hints)), 0, data)
    assert answer.status == 204, answer.content
    return dict(json.loads(str(answer.headers["Chat-Attachment"])))
