"""Ensures one window for each office: a second start asks the first to show its window.

A first start without a window answers where a window of this person finds the office instead.
"""

import http.client
import json
import logging
import socket
import time
from dataclasses import dataclass

from chat_desktop.storage.folder_lock import AlreadyHeld, HostInfo, info

log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 3.0
_PAUSE_SECONDS = 0.1
_ANSWER_SECONDS = 3.0
_MAX_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """What the process that holds a folder has answered.

    `raised` tells whether it has shown its window. If it has none, `window_url` opens the office signed in as its
    owner, or its set-up, once and within a minute; `url` is the address of the office on this computer."""

    raised: bool
    url: str = ""
    office_id: str = ""
    window_url: str = ""


NO_ANSWER = FirstAnswer(raised=False)


def raise_first(held: AlreadyHeld, patience: float = _PATIENCE_SECONDS, **more: str) -> FirstAnswer:
    """Asks the process that holds the folder to show its window, and sends MORE with the request.

    Tries again for PATIENCE seconds: it may not have opened its port yet, its card may still be that of a process that
    was killed, and a busy computer may answer late. Returns NO_ANSWER when it does not answer.
    """
    deadline = time.monotonic() + patience
    while True:
        first = info(held.data)
        answer = _ask(first, more) if first and first.port and first.secret else None
        if answer is not None:
            return answer
        if time.monotonic() >= deadline:
            return NO_ANSWER
        time.sleep(_PAUSE_SECONDS)


def serves(held: AlreadyHeld) -> bool:
    """Returns whether the process that holds the folder takes connections. It is not asked for anything."""
    first = info(held.data)
    if first is None or not first.port:
        return False
    try:
        socket.create_connection((first.address, first.port), _ANSWER_SECONDS).close()
    except OSError:
        return False
    return True


def _ask(first: HostInfo, more: dict[str, str]) -> FirstAnswer | None:
    """Returns None when nothing answers at the port."""
    # http.client is used because urllib would use a proxy from the environment.
    connection = http.client.HTTPConnection(first.address, first.port, timeout=_ANSWER_SECONDS)
    headers = {"Content-Type": "application/json", "Origin": f"http://{first.place}"}
    try:
        connection.request("POST", "/api/desktop/raise", json.dumps({"secret": first.secret, **more}), headers)
        return _answer(json.loads(connection.getresponse().read(_MAX_BYTES)), f"http://{first.place}")
    except (OSError, ValueError, AttributeError, RecursionError, http.client.HTTPException) as problem:
        log.info("The first start does not answer yet: %s.", problem)
        return None
    finally:
        connection.close()


def _answer(told: dict[str, object], url: str) -> FirstAnswer:
    """Returns the answer. A process that has no office of its own, such as a visiting window, names no URL."""
    if told.get("raised") is True:
        return FirstAnswer(raised=True)
    return FirstAnswer(False, url, str(told.get("office_id", "")), str(told.get("window_url", "")))
