"""What the two computers say to each other over the channel, and the bytes of the office as a file.

sender: INTRODUCE, DATA ..., END, COMMIT          receiver: PREPARED, then FINISHED; or REFUSED at any time
"""

import json
from typing import Any

from chat_desktop.languages import sentences
from chat_desktop.operations.backup.failures import BackupFailed, Reason
from chat_desktop.operations.moving.channel import CUT, FRAME_BYTES, Channel
from chat_desktop.start_error import ToldError

INTRODUCE, DATA, END, COMMIT, PREPARED, FINISHED, REFUSED = b"I", b"D", b"E", b"C", b"P", b"F", b"R"


def say(channel: Channel, kind: bytes, **said: Any) -> None:
    """Sends a message. Raises OSError."""
    channel.send(kind, json.dumps(said).encode())


def expect(channel: Channel, kind: bytes, seconds: float) -> dict[str, Any]:
    """Returns the next message, which has to be of a kind. Raises BackupFailed, also when the other side refuses."""
    found, said = receive_any(channel, seconds)
    if found != kind:
        raise BackupFailed("damaged", CUT)
    return said


def receive_any(channel: Channel, seconds: float) -> tuple[bytes, dict[str, Any]]:
    """Returns the kind and the content of the next message. Raises BackupFailed, also when the other side refuses."""
    found, data = channel.receive(seconds)
    try:
        said = json.loads(data or b"{}")
    except (ValueError, RecursionError):
        raise BackupFailed("damaged", CUT) from None
    if not isinstance(said, dict):
        raise BackupFailed("damaged", CUT)
    if found == REFUSED:
        raise _refusal(said)
    return found, said


def _refusal(said: dict[str, Any]) -> BackupFailed:
    """Returns why the other side refuses. It may be of another version, with sentences that this one does not have."""
    key, values = said.get("key"), said.get("values")
    if isinstance(key, str) and isinstance(values, dict) and sentences.has_error(key):
        shown = {str(name)[:40]: _value(value) for name, value in values.items()}
        return BackupFailed(_reason(said.get("reason")), key, shown)
    key = str(said.get("sentence") or CUT)[:500]
    return BackupFailed(_reason(said.get("reason")), key)


def _value(value: Any) -> object:
    """A value may be a sentence itself, such as what the other system says of a failure."""
    if not isinstance(value, dict):
        return value if isinstance(value, int) else str(value)[:500]
    key = value.get("key")
    if not isinstance(key, str) or not sentences.has_error(key):
        key = str(value.get("message"))[:500]
    return ToldError(key)


def _reason(said: Any) -> Reason:
    return said if said in ("busy", "cancelled", "disk_full", "newer", "occupied") else "failed"


class ChannelWriter:
    """Sends what is written to it as DATA."""

    def __init__(self, channel: Channel) -> None:
        self._channel, self._waiting = channel, bytearray()

    def write(self, data: bytes) -> int:
        """Sends whole frames. Raises OSError."""
        self._waiting += data
        while len(self._waiting) >= FRAME_BYTES:
            self._channel.send(DATA, bytes(self._waiting[:FRAME_BYTES]))
            del self._waiting[:FRAME_BYTES]
        return len(data)

    def finish(self) -> None:
        """Sends the rest. Raises OSError."""
        if self._waiting:
            self._channel.send(DATA, bytes(self._waiting))
        self._channel.send(END)


class ChannelReader:
    """Reads DATA up to END."""

    def __init__(self, channel: Channel) -> None:
        self._channel, self._waiting, self._is_over = channel, bytearray(), False

    def read(self, size: int) -> bytes:
        """Returns SIZE bytes, or fewer at the end. Raises BackupFailed, OSError."""
        while len(self._waiting) < size and not self._is_over:
            kind, data = self._channel.receive()
            if kind not in (DATA, END):
                raise BackupFailed("damaged", CUT)
            self._is_over = kind == END
            self._waiting += data
        found = bytes(self._waiting[:size])
        del self._waiting[:size]
        return found
