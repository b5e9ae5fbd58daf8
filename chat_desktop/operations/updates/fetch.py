"""Takes an update from another host on the network. What that host sends is believed only where it is signed."""

import contextlib
import http.client
import json
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from chat_desktop.atomic_write import rename_over
from chat_desktop.languages.system_words import system_words
from chat_desktop.operations.updates import update_file
from chat_desktop.operations.updates.manifest import Manifest, UpdateRefused

DESCRIPTION_PATH, FILE_PATH = "/api/update", "/api/update/file"
STEP_SECONDS = 15.0  # without a byte
MOST_DESCRIPTION_BYTES = 256 * 1024
MORE_BYTES = 1024 * 1024  # what the file has beside its payload
BLOCK_BYTES = 256 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)


def fetch(
    url: str,
    target: Path,
    check: Callable[[Manifest], None],
    progress: Callable[[int, int], None] = lambda got, size: None,
    keys: list[Ed25519PublicKey] | None = None,
) -> Manifest:
    """Downloads the update that the host at `http://ADDRESS:PORT` offers to the file TARGET, once all is verified.

    The signed description comes first, and `check` refuses what is not for this program, before the file is loaded.
    `progress(got, size)` is called in between, in bytes, and may raise UpdateRefused to end it. Raises UpdateRefused.
    """
    part = target.with_suffix(".part")
    try:
        described = _description(url, keys)
        check(described)
        _download(url, part, described.size + MORE_BYTES, progress)
        if update_file.verify(part, keys) != described:
            raise UpdateRefused(update_file.DAMAGED)
        rename_over(part, target)
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise UpdateRefused("update_not_loaded", {"why": system_words(problem)}) from problem
    finally:
        part.unlink(missing_ok=True)
    return described


def _description(url: str, keys: list[Ed25519PublicKey] | None) -> Manifest:
    with _opened(url, DESCRIPTION_PATH) as response:
        raw = response.read(MOST_DESCRIPTION_BYTES + 1)
    if len(raw) > MOST_DESCRIPTION_BYTES:
        raise UpdateRefused(update_file.DAMAGED)
    told = json.loads(raw)
    if not isinstance(told, dict) or not all(isinstance(told.get(name), str) for name in ("manifest", "signature")):
        raise UpdateRefused(update_file.DAMAGED)
    return update_file.described(told["manifest"].encode(), bytes.fromhex(told["signature"]), keys)


def _download(url: str, part: Path, most: int, progress: Callable[[int, int], None]) -> None:
    with _opened(url, FILE_PATH) as response, part.open("wb") as file:
        size, got = int(response.headers.get("Content-Length", "0")), 0
        if not 0 < size <= most:
            raise UpdateRefused(update_file.DAMAGED)
        # read1 returns what is there, so that a host that sends a byte now and then can be left.
        while got < size and (block := response.read1(min(BLOCK_BYTES, size - got))):
            file.write(block)
            got += len(block)
            progress(got, size)
    if got != size:
        raise UpdateRefused(update_file.DAMAGED)


@contextlib.contextmanager
def _opened(url: str, path: str) -> Iterator[http.client.HTTPResponse]:
    """Opens a file of the other host, by https where its office is in secure mode. Raises UpdateRefused, OSError."""
    place = urlsplit(url).netloc
    connection = http.client.HTTPConnection(place, timeout=STEP_SECONDS)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        if response.status in _REDIRECTS:
            connection.close()
            # Its certificate is known to nobody here, and need not be: what comes is verified by its signature.
            unknown = ssl.create_default_context()
            unknown.check_hostname, unknown.verify_mode = False, ssl.CERT_NONE
            connection = http.client.HTTPSConnection(place, timeout=STEP_SECONDS, context=unknown)
            connection.request("GET", path)
            response = connection.getresponse()
        if response.status != http.HTTPStatus.OK:
            raise UpdateRefused("update_offer_ended")
        yield response
    finally:
        connection.close()
