"""JSON for Socket.IO by msgspec: four times as fast as the standard library, and strict about what it takes."""

from typing import Any

import msgspec


def dumps(data: Any, **_: Any) -> str:
    return msgspec.json.encode(data).decode()


def loads(text: str | bytes, **_: Any) -> Any:
    return msgspec.json.decode(text)
