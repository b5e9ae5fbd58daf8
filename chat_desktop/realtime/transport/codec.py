"""Encodes and decodes the JSON of Socket.IO with msgspec, which is four times as fast as the standard library."""

import json
from typing import Any

import msgspec


def dumps(data: Any, **_: Any) -> str:
    """Returns `data` as JSON. Raises TypeError when it cannot be encoded."""
    return msgspec.json.encode(data).decode()


def loads(text: str | bytes, **_: Any) -> Any:
    """Returns the value that the JSON in `text` stands for. Raises ValueError when it is not JSON."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return msgspec.json.decode(_well_formed(text))


def _well_formed(text: str | bytes) -> bytes:
    """Replaces unpaired surrogates by `?`. Scripts produce them when they cut a text in the middle of an emoji.

    A refusal would close the connection, and a page that repeats what was not acked would send the text again for ever.
    """
    return json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8", "replace")
