"""Runs a function and logs its exception, so that the failure of one part does not stop the others."""

import logging
from collections.abc import Callable
from typing import Any

log = logging.getLogger(__name__)


def guarded(what: str, function: Callable[..., Any], *args: Any) -> bool:
    """Runs `function(*args)` and returns whether it succeeded. An exception is logged with the name WHAT."""
    try:
        function(*args)
    except Exception:
        log.exception("%s failed", what)
        return False
    return True
