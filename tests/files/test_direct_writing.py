"""Uploads are written past the system's cache where it can be done, and are whole in every case."""

import errno
import fcntl
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from blake3 import blake3

from chat_desktop.files.direct_writing import BLOCK_BYTES, PIECE_BYTES
from chat_desktop.files.upload_writer import UploadWriter

pytestmark = pytest.mark.skipif(not hasattr(os, "O_DIRECT"), reason="this system has no such way")
DATA = random.Random(7).randbytes(3 * PIECE_BYTES + 12_345)
Fault = Callable[[int, Any, int], int]


def is_direct(file: int) -> bool:
    return bool(fcntl.fcntl(file, fcntl.F_GETFL) & os.O_DIRECT)


def write_as_disks_do(file: int, data: Any, at: int, *, write: Fault = os.pwrite) -> int:
    """Disks take whole blocks only; the file system of the tests lies in memory and takes anything."""
    assert not is_direct(file) or (at % BLOCK_BYTES, len(data) % BLOCK_BYTES) == (0, 0)
    return write(file, data, at)


@pytest.fixture(autouse=True)
def strict_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "pwrite", write_as_disks_do)


def send(writer: UploadWriter, data: bytes, most: int = 100_000) -> None:
    """As requests do: in pieces of any size."""
    sizes = random.Random(len(data))
    writer.open()
    try:
        while data:
            count = sizes.randint(1, most)
            writer.write(data[:count])
            data = data[count:]
        writer.settle()
    finally:
        writer.close()


def is_whole(writer: UploadWriter, path: Path) -> bool:
    return (writer.offset, path.read_bytes()) == (len(DATA), DATA) and writer.digest() == blake3(DATA).hexdigest()


def test_large_pieces_go_to_the_disk_in_whole_blocks_and_without_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []

    def note(file: int, data: Any, at: int) -> int:
        written.append((is_direct(file), at, len(data)))
        return write_as_disks_do(file, data, at)

    monkeypatch.setattr(os, "pwrite", note)
    writer = UploadWriter(tmp_path / "one")
    send(writer, DATA)
    pieces = [(True, number * PIECE_BYTES, PIECE_BYTES) for number in range(3)]
    assert written == [*pieces, (False, 3 * PIECE_BYTES, 12_345)]
    assert is_whole(writer, tmp_path / "one")


@pytest.mark.parametrize("place", [1, BLOCK_BYTES, PIECE_BYTES - 1, PIECE_BYTES + 1, 2 * PIECE_BYTES + 4_097])
def test_an_upload_goes_on_at_any_place(tmp_path: Path, place: int) -> None:
    writer = UploadWriter(tmp_path / "one")
    send(writer, DATA[:place])
    assert (writer.offset, (tmp_path / "one").stat().st_size) == (place, place)
    send(writer, DATA[place:])
    assert is_whole(writer, tmp_path / "one")


def test_what_a_host_that_is_killed_had_in_hand_is_asked_for_again(tmp_path: Path) -> None:
    killed = UploadWriter(tmp_path / "one")
    killed.open()
    killed.write(DATA)
    writer = UploadWriter(tmp_path / "one")
    while not writer.catch_up():
        pass
    assert writer.offset == 3 * PIECE_BYTES
    send(writer, DATA[writer.offset :])
    assert is_whole(writer, tmp_path / "one")
    killed.close()


def full_after(count: int) -> Fault:
    """A disk that takes COUNT bytes of a piece, and then none."""
    left = [count]

    def fault(file: int, data: Any, at: int) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, "full")
        taken, left[0] = min(left[0], len(data)), max(0, left[0] - len(data))
        return write_as_disks_do(file, data[:taken], at)

    return fault


@pytest.mark.parametrize("room", [0, BLOCK_BYTES, PIECE_BYTES, PIECE_BYTES + BLOCK_BYTES])
def test_what_a_full_disk_has_taken_counts_and_the_rest_is_sent_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    writer = UploadWriter(tmp_path / "one")
    send(writer, DATA[:1_000])
    with monkeypatch.context() as full:
        full.setattr(os, "pwrite", full_after(room))
        with pytest.raises(OSError, match="full"):
            send(writer, DATA[1_000:])
    assert room <= writer.offset + BLOCK_BYTES
    assert (tmp_path / "one").read_bytes()[: writer.offset] == DATA[: writer.offset]
    send(writer, DATA[writer.offset :])
    assert is_whole(writer, tmp_path / "one")


def test_a_write_that_takes_a_part_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def take_part(file: int, data: Any, at: int) -> int:
        return write_as_disks_do(file, data[: 3 * BLOCK_BYTES], at)

    monkeypatch.setattr(os, "pwrite", take_part)
    writer = UploadWriter(tmp_path / "one")
    send(writer, DATA[:1_000])
    send(writer, DATA[1_000:])
    assert is_whole(writer, tmp_path / "one")


def test_a_writer_goes_on_after_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = UploadWriter(tmp_path / "one")
    writer.open()
    with monkeypatch.context() as full:
        full.setattr(os, "pwrite", full_after(0))
        with pytest.raises(OSError, match="full"):
            writer.write(DATA)
    assert (writer.offset, writer.arrived) == (0, 0)
    writer.write(DATA)
    writer.settle()
    assert writer.close()
    assert is_whole(writer, tmp_path / "one")


def refused_at_open(monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refuse(path: Any, flags: int, *mode: int) -> int:
        if flags & os.O_DIRECT:
            raise OSError(errno.EINVAL, "no such way")
        return real(path, flags, *mode)

    monkeypatch.setattr(os, "open", refuse)


def refused_at_write(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def refuse(file: int, data: Any, at: int) -> int:
        if is_direct(file):
            assert file not in tried, "asked again and again"
            tried.append(file)
            raise OSError(errno.EINVAL, "no such blocks")
        return write_as_disks_do(file, data, at)

    monkeypatch.setattr(os, "pwrite", refuse)


def unknown_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "O_DIRECT")


@pytest.mark.parametrize("refuse", [refused_at_open, refused_at_write, unknown_here])
def test_a_disk_or_a_system_without_it_is_as_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refuse: Callable[[pytest.MonkeyPatch], None]
) -> None:
    refuse(monkeypatch)
    writer = UploadWriter(tmp_path / "one")
    send(writer, DATA[:70_001])
    send(writer, DATA[70_001:])
    assert is_whole(writer, tmp_path / "one")
