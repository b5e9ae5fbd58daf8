"""Sends files to a host as a program does: in one request each."""

import json
import secrets
from typing import Any
from urllib.request import Request, urlopen

from tests.support.http_browser import Browser


def upload(browser: Browser, origin: str, name: str, data: bytes) -> dict[str, Any]:
    mark = secrets.token_hex(8)
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + data + f"\r\n--{mark}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={mark}", "Origin": origin, "Cookie": cookie(browser)}
    with urlopen(Request(f"{origin}/api/attachments", body, headers)) as answer:
        found: dict[str, Any] = json.load(answer)["attachment"]
    return found


def cookie(browser: Browser) -> str:
    return "; ".join(f"{key}={value}" for key, value in browser.cookies.items())


def share(browser: Browser, origin: str, room_id: str, body: str, *files: tuple[str, bytes]) -> dict[str, Any]:
    """Posts a message with files, and returns it."""
    sent = [upload(browser, origin, name, data)["id"] for name, data in files]
    asked = {"room_id": room_id, "client_id": secrets.token_hex(8), "body": body, "attachment_ids": sent}
    with browser.connect_socket() as client:
        found: dict[str, Any] = client.ask("message:post", asked)["message"]
    return found
