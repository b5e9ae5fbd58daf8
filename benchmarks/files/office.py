"""The host whose office holds files, for the benchmark: how they get there and where they are."""

import base64
import contextlib
import json
import os
import secrets
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Response

from benchmarks import office, servers
from benchmarks.files.certificate import Pair
from benchmarks.files.hub_lateness import Lateness
from benchmarks.files.moving import Moved, Sender
from benchmarks.servers import Server
from chat_desktop.files.store import FileStore
from chat_desktop.network.tls.certificates import COOKIE_KEY_FILE
from chat_desktop.network.tls.mode import FOLDER
from chat_desktop.storage.database import FILE_NAME
from chat_desktop.web.cookies import Cookies, cookie_name

UPLOADS = "/api/uploads"
TUS = {"Tus-Resumable": "1.0.0"}
FILES = "files"  # in the data folder
OWN_BYTES = 4_096
MEMORY = "/dev/shm"  # noqa: S108 (the hub would wait for a disk when it notes how late it is)


class FileOffice:
    """A running host with files. `server.plan` has its `url`; it answers https on the same port."""

    def __init__(self, server: Server, lateness: Lateness, folder: Path) -> None:
        self.server, self.lateness, self._folder = server, lateness, folder
        self.url: str = server.plan["url"]
        self.secure_url = self.url.replace("http:", "https:")
        self.cookie: str = server.plan["cookies"][0]
        cookie_key = (folder / FOLDER / COOKIE_KEY_FILE).read_bytes()
        self.cookie += "; " + _secure_cookie(self.cookie, cookie_key)

    def store(self, file: Path, name: str) -> tuple[str, str]:
        """Uploads FILE, and returns its id and its path at the host. Only the uploader may read it yet."""
        upload = self._create(file.stat().st_size, name)
        self._send(upload, file, self.url, 0)
        found = self._ask("GET", upload)["upload"]["attachment"]
        return str(found["id"]), str(found["url"])

    def upload(self, file: Path, url: str, limit: int = 0, goes_on: Any = lambda: True) -> Moved:
        """Uploads FILE with a first block of its own, throws it away again and returns how long the upload took."""
        upload = self._create(file.stat().st_size, "bench.bin")
        moved = self._send(upload, file, url, limit, goes_on, secrets.token_bytes(OWN_BYTES))
        answer = self._ask("GET", upload)["upload"]
        if "attachment" in answer:
            self._throw_away(answer["attachment"]["id"])
        else:
            self._ask("DELETE", upload)
        return moved

    def _throw_away(self, attachment: str) -> None:
        """Removes a file at once, which the host does after an hour: the disk need not hold all of them."""
        with contextlib.closing(sqlite3.connect(self._folder / FILE_NAME)) as db:
            [file_hash] = db.execute("SELECT hash FROM attachments WHERE id = ?", (attachment,)).fetchone()
        self._ask("DELETE", f"/api/attachments/{attachment}")
        FileStore(self._folder / FILES).remove(file_hash)

    def _send(
        self, upload: str, file: Path, url: str, limit: int, goes_on: Any = lambda: True, begins_with: bytes = b""
    ) -> Moved:
        headers = {**TUS, "Cookie": self.cookie, "Origin": url, "Content-Type": "application/offset+octet-stream"}
        sender = Sender(url, lambda start, size: ("PATCH", upload, {**headers, "Upload-Offset": str(start)}))
        with contextlib.closing(sender):
            return sender.send(file, limit, goes_on, begins_with)

    def _create(self, size: int, name: str) -> str:
        named = base64.b64encode(name.encode()).decode()
        headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": f"name {named}"}
        connection = self._connection()
        with contextlib.closing(connection):
            connection.request("POST", UPLOADS, b"", {**self._headers(), **headers})
            response = connection.getresponse()
            body = response.read()
            if response.status != 201:
                raise RuntimeError(f"The upload was refused: {body!r}")
            return urlsplit(str(response.headers["Location"])).path

    def _ask(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        connection = self._connection()
        with contextlib.closing(connection):
            content = None if body is None else json.dumps(body).encode()
            connection.request(method, path, content, {**self._headers(), "Content-Type": "application/json"})
            response = connection.getresponse()
            text = response.read()
            if response.status >= 300:
                raise RuntimeError(f"{method} {path} was refused: {text!r}")
            return json.loads(text) if text else {}

    def _connection(self) -> HTTPConnection:
        return HTTPConnection(urlsplit(self.url).netloc, timeout=600)

    def _headers(self) -> dict[str, str]:
        return {"Cookie": self.cookie, "Origin": self.url}


@contextlib.contextmanager
def file_office(place: Path, pair: Pair, people: int) -> Iterator[FileOffice]:
    """Serves a temporary office with PEOPLE people, plainly and by TLS."""
    with office.temporary(place, people) as made, tempfile.TemporaryDirectory(dir=MEMORY) as memory:
        lateness = Path(memory) / "lateness"
        command = [sys.executable, "-m", "benchmarks.files.hub_lateness", str(lateness)]
        flags = ["--tls-cert", str(pair.certificate), "--tls-key", str(pair.key)]
        with servers.started_host(command, made.folder, *flags) as (process, url, ready_s):
            plan = {"target": "host", "url": url, "cookies": made.cookies, "rooms": made.rooms}
            yield FileOffice(Server("host", process, ready_s, plan), Lateness(lateness), made.folder)


def _secure_cookie(plain: str, key: bytes) -> str:
    """Returns the cookie of a session over TLS, which carries a seal of the host."""
    name, _, token = plain.partition("=")
    response = Response()
    Cookies(name.removeprefix(cookie_name("")), lambda: key).give({"wsgi.url_scheme": "https"}, response, token)
    return response.headers["Set-Cookie"].partition(";")[0]


def random_file(file: Path, size: int) -> Path:
    """Writes a file that no other has the same bytes as."""
    block = os.urandom(1 << 20)
    with file.open("wb") as out:
        for number in range(0, size, len(block)):
            out.write((number.to_bytes(8, "big") + block[8:])[: size - number])
    return file
