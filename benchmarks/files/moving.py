"""The clients that download and upload: curl, and a sender of chunks as the page's."""

import contextlib
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

CURL = shutil.which("curl")
CHUNK_BYTES = 64 << 20  # as the page sends them
BLOCK_BYTES = 1 << 20
LINK_BYTES_PER_SECOND = 110_000_000  # what a network of 1 Gbit/s carries

Head = Callable[[int, int], tuple[str, str, dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Moved:
    """How many bytes were moved in how many seconds."""

    size: int
    seconds: float

    @property
    def mib_per_second(self) -> float:
        return self.size / (1 << 20) / self.seconds


def download(url: str, cookie: str = "", limit: int = 0) -> Moved:
    """Downloads URL and drops its bytes, with at most LIMIT bytes a second if given. Raises RuntimeError."""
    done = subprocess.run(_curl(url, cookie, limit), capture_output=True, text=True, check=False)
    status, size, seconds = (done.stdout or "0 0 1").split()
    if done.returncode or status != "200":
        raise RuntimeError(f"The download of {url} ended with {done.returncode} and the status {status}.")
    return Moved(int(size), float(seconds))


@contextlib.contextmanager
def downloading(urls: list[str], cookie: str = "", limit: int = 0) -> Iterator[None]:
    """Downloads the URLS again and again, all at once, during the `with` block."""
    going = threading.Event()
    going.set()

    def go_on(url: str) -> None:
        while going.is_set():
            process = subprocess.Popen(_curl(url, cookie, limit), stdout=subprocess.DEVNULL)
            while process.poll() is None:
                if not going.is_set():
                    process.kill()
                time.sleep(0.02)
            if going.is_set() and process.returncode:
                raise RuntimeError(f"The download of {url} ended with {process.returncode}.")

    yield from _beside(go_on, urls, going)


@contextlib.contextmanager
def uploading(uploads: "list[Callable[[Callable[[], bool]], object]]") -> Iterator[None]:
    """Calls each of UPLOADS again and again, all at once, during the `with` block.

    Each gets a function that tells whether it is to go on."""
    going = threading.Event()
    going.set()

    def go_on(upload: Callable[[Callable[[], bool]], object]) -> None:
        while going.is_set():
            upload(going.is_set)

    yield from _beside(go_on, uploads, going)


def _beside(go_on: Callable[[Any], None], every: Sequence[Any], going: threading.Event) -> Iterator[None]:
    """Runs `go_on` for each of EVERY in a thread of its own. Raises what one of them has raised, at the end."""
    with ThreadPoolExecutor(len(every)) as threads:
        running = [threads.submit(go_on, each) for each in every]
        try:
            yield
        finally:
            going.clear()
        for each in running:
            each.result()


def _curl(url: str, cookie: str, limit: int) -> list[str]:
    assert CURL is not None
    words = [CURL, "-s", "-k", "-o", "/dev/null", "-w", "%{http_code} %{size_download} %{time_total}"]
    if cookie:
        words += ["-H", f"Cookie: {cookie}"]
    if limit:
        words += ["--limit-rate", str(limit)]
    return [*words, url]


class Sender:
    """Sends a file in chunks of CHUNK_BYTES on one connection. `head(start, size)` is what a chunk is asked by: its
    method, its path and its headers."""

    def __init__(self, url: str, head: Head) -> None:
        parts = urlsplit(url)
        self._host, self._head = parts.netloc, head
        sock: socket.socket = socket.create_connection((str(parts.hostname), parts.port or 80))
        if parts.scheme == "https":
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            sock = context.wrap_socket(sock)
        self._sock = sock

    def send(
        self, file: Path, limit: int = 0, goes_on: Callable[[], bool] = lambda: True, begins_with: bytes = b""
    ) -> Moved:
        """Sends FILE with at most LIMIT bytes a second if given. Raises RuntimeError when a chunk is refused.

        BEGINS_WITH takes the place of its first bytes, because a host stores the same bytes only once."""
        total, at, begun = file.stat().st_size, 0, time.monotonic()
        with file.open("rb") as source:
            while at < total and goes_on():
                size = min(CHUNK_BYTES, total - at)
                self._ask(at, size)
                own = begins_with if at == 0 else b""
                self._sock.sendall(own)
                self._send_chunk(source, at + len(own), size - len(own), limit, begun)
                self._read_answer()
                at += size
        return Moved(at, time.monotonic() - begun)

    def close(self) -> None:
        self._sock.close()

    def _ask(self, start: int, size: int) -> None:
        method, path, headers = self._head(start, size)
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}", f"Content-Length: {size}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._sock.sendall("\r\n".join([*lines, "", ""]).encode())

    def _send_chunk(self, source: Any, start: int, size: int, limit: int, begun: float) -> None:
        block = BLOCK_BYTES if limit or isinstance(self._sock, ssl.SSLSocket) else size
        for at in range(start, start + size, block):
            self._sock.sendfile(source, at, min(block, start + size - at))
            if limit:
                time.sleep(max(0.0, begun + (at + block) / limit - time.monotonic()))

    def _read_answer(self) -> None:
        head, _, body = self._read_until(b"", lambda got: b"\r\n\r\n" in got).partition(b"\r\n\r\n")
        length = re.search(rb"content-length: *([0-9]+)", head, re.IGNORECASE)
        size = int(length[1]) if length else 0
        self._read_until(body, lambda got: len(got) >= size)
        if int(head[9:12]) >= 300:
            raise RuntimeError(f"A chunk was refused: {head!r}")

    def _read_until(self, got: bytes, is_whole: Callable[[bytes], bool]) -> bytes:
        while not is_whole(got):
            part = self._sock.recv(65_536)
            if not part:
                raise RuntimeError("The server closed the connection in the middle of an upload.")
            got += part
        return got
