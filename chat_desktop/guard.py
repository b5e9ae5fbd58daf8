"""One of several things that happen side by side may fail without taking the others along."""

import logging
from collections.abc import Callable
from typing import Any

log = logging.getLogger(__name__)


def guarded(what: str, function: Callable[..., Any], *args: Any) -> bool:
    """Runs `function(*args)`. An exception is logged, under the name WHAT, and the caller goes on; False then."""
    try:
        function(*args)
    except Exception:
        log.exception("%s failed", what)
        return False
    return True
