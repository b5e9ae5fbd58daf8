"""What a stand-by and its host say to each other over the channel (`operations/moving/channel.py`).

The stand-by connects to the port of the office. Its first byte is none of HTTP or TLS, so that the host knows it:

    stand-by   PREAMBLE and its id, then the channel begins, by the secret that both have
    stand-by   ASK {token, version}
    host       SAME {}, when nothing has changed since the copy with this token
               or PLAN {}, DATA ... END: what is in a new copy; the stand-by answers WANT {}, DATA ... END, the hashes
               of the pieces that it lacks; the host sends each piece as DATA ... END, compressed
    stand-by   FILE {name}; the host answers DATA ... END, or GONE {}
    stand-by   STORED {...}, when a copy is whole and was opened
    stand-by   LEAVE {}, when it is removed there
"""

import json
from typing import Any

from chat_desktop.operations import compression
from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.moving.channel import CUT, Channel
from chat_desktop.operations.moving.messages import ChannelReader, ChannelWriter, say

PREAMBLE = b"\x01CHATSTBY\x01"
ID_BYTES = 16
ENROL, ENROLLED, DONE = b"N", b"O", b"F"
ASK, SAME, PLAN, WANT, FILE, GONE, HERE, STORED, LEAVE = b"A", b"S", b"P", b"W", b"L", b"G", b"H", b"T", b"X"

PLAN_MAX_BYTES = 2**28
WANT_MAX_BYTES = 2**26
PIECE_MAX_BYTES = 2**20


def send_json(link: Channel, kind: bytes, content: Any) -> None:
    """Sends what may be too long for one frame. Raises OSError."""
    say(link, kind)
    send_packed(link, json.dumps(content).encode())


def send_packed(link: Channel, content: bytes) -> None:
    """Sends bytes, compressed. Raises OSError."""
    writer = ChannelWriter(link)
    writer.write(compression.compress(content, compression.LEVEL))
    writer.finish()


def read_packed(link: Channel, most: int) -> bytes:
    """Returns bytes of at most MOST. Raises BackupFailed, OSError."""
    reader, unpacker, parts, size = ChannelReader(link), compression.decompressobj(), [], 0
    try:
        while packed := reader.read(PIECE_MAX_BYTES):
            part = unpacker.decompress(packed, most + 1 - size)
            size += len(part)
            parts.append(part)
            if size > most or unpacker.unconsumed_tail:
                raise BackupFailed("damaged", CUT)
    except compression.Error:
        raise BackupFailed("damaged", CUT) from None
    if not unpacker.eof:
        raise BackupFailed("damaged", CUT)
    return b"".join(parts)


def read_json(link: Channel, most: int) -> Any:
    """Returns what `send_json` has sent. Raises BackupFailed, OSError."""
    try:
        return json.loads(read_packed(link, most))
    except (ValueError, RecursionError):
        raise BackupFailed("damaged", CUT) from None
