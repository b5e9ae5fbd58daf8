"""A damaged archive is refused with a sentence, whatever of it is damaged and however it is compressed."""

import hashlib
import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chat_desktop.operations.exchange.bundle import Bundle
from chat_desktop.operations.exchange.refused import ExchangeRefused
from chat_desktop.operations.updates import keys, update_file
from chat_desktop.operations.updates.manifest import Manifest, UpdateRefused

KEY = Ed25519PrivateKey.generate()
PAYLOAD = random.Random(1).randbytes(2_000)
KINDS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


def update(kind: int) -> bytes:
    sha256 = hashlib.sha256(PAYLOAD).hexdigest()
    raw = msgspec.json.encode(
        Manifest("chat-desktop", "1.0", "linux", "folder", len(PAYLOAD), sha256, "1", "2026-11-29", "")
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", kind) as packed:
        for name, content in (
            ("manifest.json", raw),
            ("manifest.sig", KEY.sign(keys.DOMAIN + raw)),
            ("payload", PAYLOAD),
        ):
            packed.writestr(name, content)
    return made.getvalue()


def verify(path: Path) -> None:
    update_file.verify(path, [KEY.public_key()])


def read_all(path: Path) -> None:
    bundle = Bundle(path)
    try:
        for name in bundle.names:
            with bundle.open(name) as file:
                file.read()
    finally:
        bundle.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("read", "refused"), [(verify, UpdateRefused), (read_all, ExchangeRefused)])
def test_a_damaged_byte(tmp_path: Path, kind: int, read: Callable[[Path], None], refused: type[Exception]) -> None:
    whole, path = update(kind), tmp_path / "file.zip"
    path.write_bytes(whole)
    read(path)
    listed = whole.index(b"PK\x01\x02")
    found = 0
    # Of the entries some, and all of the list of them.
    for place in [*range(0, listed, 41), *range(listed, len(whole))]:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            read(path)
        except refused:
            found += 1
    assert found > 50


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only where pipes have names")
@pytest.mark.parametrize(("read", "refused"), [(verify, UpdateRefused), (read_all, ExchangeRefused)])
def test_what_has_no_end_is_not_read(tmp_path: Path, read: Callable[[Path], None], refused: type[Exception]) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    # With a writer that is open, opening it does not wait, and reading it would.
    held = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    try:
        os.write(held, update(zipfile.ZIP_STORED))
        with pytest.raises(refused, match=r"not an update|no export"):
            read(pipe)
    finally:
        os.close(held)
