"""Gives routes the body of a request as the HTTP server does, without a server: from memory, on the caller's thread."""

from collections.abc import Callable, Iterable
from typing import Any

from chat_desktop.errors import TooLarge
from chat_desktop.file_transfer import BODY, IsAllowed, always
from chat_desktop.web.large_bodies import accepts_large_body


class MemoryBody:
    """Implements BodyReceiver (file_transfer.py)."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def receive(self, write: Callable[[memoryview], Any], limit: int, is_allowed: IsAllowed = always) -> int:
        if self.size > limit:
            raise TooLarge
        if self._data and is_allowed():
            write(memoryview(self._data))
        return self.size

    def cut(self) -> None:
        """There is nothing that could be cut."""

    def run(self, function: Callable[..., Any], *args: Any) -> Any:
        return function(*args)


def with_large_bodies(app: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Returns the WSGI application APP with BODY in the environment of the requests that may have a large one."""

    def wrapped(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if accepts_large_body(environ["REQUEST_METHOD"], environ["PATH_INFO"]):
            environ[BODY] = MemoryBody(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
        return app(environ, start_response)

    return wrapped
