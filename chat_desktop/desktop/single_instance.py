"""Ensures one window for each office: a second start asks the first to show its window."""

import http.client
import json
import logging
import time

from chat_desktop.storage.folder_lock import AlreadyHeld, HostInfo, info

log = logging.getLogger(__name__)

# The first process may not have opened its port yet.
_PATIENCE_SECONDS = 3.0
_PAUSE_SECONDS = 0.1
_ANSWER_SECONDS = 3.0
_MAX_BYTES = 4_096


def raise_first(held: AlreadyHeld, patience: float = _PATIENCE_SECONDS, **more: str) -> bool:
    """Asks the process that holds the folder to show its window, and sends MORE with the request.

    Waits at most PATIENCE seconds for its port. Returns False when it has no window or does not answer.
    """
    deadline = time.monotonic() + patience
    while True:
        first = info(held.data)
        if first and first.port and first.secret:
            return _ask(first, more)
        if time.monotonic() >= deadline:
            return False
        time.sleep(_PAUSE_SECONDS)


def _ask(first: HostInfo, more: dict[str, str]) -> bool:
    # http.client is used because urllib would use a proxy from the environment.
    connection = http.client.HTTPConnection("127.0.0.1", first.port, timeout=_ANSWER_SECONDS)
    headers = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{first.port}"}
    try:
        connection.request("POST", "/api/desktop/raise", json.dumps({"secret": first.secret, **more}), headers)
        return json.loads(connection.getresponse().read(_MAX_BYTES)).get("raised") is True
    except (OSError, ValueError, AttributeError, RecursionError, http.client.HTTPException) as problem:
        log.warning("The window of the first start could not be raised: %s.", problem)
        return False
    finally:
        connection.close()
