"""Sends files to a host as a program does: in one request each."""

import base64
import io
import json
import secrets
import wave
from typing import Any
from urllib.request import Request, urlopen

from tests.support.hosts.http_browser import Browser


def upload(browser: Browser, origin: str, name: str, data: bytes) -> dict[str, Any]:
    mark = secrets.token_hex(8)
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + data + f"\r\n--{mark}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={mark}", "Origin": origin, "Cookie": cookie(browser)}
    with urlopen(Request(f"{origin}/api/attachments", body, headers)) as answer:
        found: dict[str, Any] = json.load(answer)["attachment"]
    return found


def upload_voice(browser: Browser, origin: str, seconds: int, peaks: list[int]) -> dict[str, Any]:
    """Uploads silence as a voice note, with the loudness that PEAKS tell, as a page does (tus 1.0)."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 1, 8_000, 0, "NONE", "not compressed"))
        sound.writeframes(b"\x80" * 8_000 * seconds)
    data = file.getvalue()
    hints = {"name": "Voice note.wav", "kind": "voice", "duration_ms": str(seconds * 1_000), "peaks": json.dumps(peaks)}
    told = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in hints.items())
    headers = {"Tus-Resumable": "1.0.0", "Origin": origin, "Cookie": cookie(browser)}
    begin = {**headers, "Upload-Length": str(len(data)), "Upload-Metadata": told}
    with urlopen(Request(f"{origin}/api/uploads", b"", begin)) as answer:
        place = str(answer.headers["Location"])
    part = {**headers, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    with urlopen(Request(f"{origin}{place}", data, part, method="PATCH")) as answer:
        found: dict[str, Any] = json.loads(answer.headers["Chat-Attachment"])
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
