"""Asks regularly whether a transfer that is under way is still allowed."""

import time

from chat_desktop.errors import ChatError
from chat_desktop.file_transfer import IsAllowed

ASK_SECONDS = 1.0  # a transfer ends within two seconds after the right to it


class Permission:
    """The permission of one transfer, which was just given when this is made."""

    def __init__(self, is_allowed: IsAllowed) -> None:
        self._is_allowed = is_allowed
        self._asked = time.monotonic()

    def holds(self) -> bool:
        """Returns whether the transfer may go on. Asks each ASK_SECONDS; asking may block the calling greenlet."""
        now = time.monotonic()
        if now - self._asked < ASK_SECONDS:
            return True
        self._asked = now
        try:
            return self._is_allowed()
        except ChatError:
            return False
