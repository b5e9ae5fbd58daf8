"""A host whose server dies of an error at each SIGUSR1, and hangs at each SIGUSR2.

`python -m tests.support.hosts.dying_host serve ...`. A hang is noticed after two seconds instead of twenty."""

import os
import signal
import sys
import time
from types import FrameType
from typing import Any

import gevent

from chat_desktop.cli import main
from chat_desktop.network.http.hub import watch
from chat_desktop.runtime import headless
from chat_desktop.runtime.host import Host

WORDS = "these words were in a message"
hosts: list[Host] = []


class KnownHost(Host):
    """Is found by the signal."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        hosts.append(self)


def kill_server(host: Host) -> None:
    """Raises an error where the thread of the server waits for its end. Nothing catches it there."""
    host._server.post(_throw)


def _throw() -> None:
    hub = gevent.get_hub()
    hub.loop.run_callback(hub.parent.throw, RuntimeError(WORDS))


def hang_server(host: Host) -> None:
    """Keeps the thread of the server in one function for ever: it computes, or waits for the system."""
    host._server.post(_wait if os.environ.get("HANG") == "wait" else _compute)


def _compute() -> None:
    while True:
        pass


def _wait() -> None:
    time.sleep(3_600)


def _on_signal(number: int, frame: FrameType | None) -> None:
    (hang_server if number == signal.SIGUSR2 else kill_server)(hosts[-1])


def notice_soon() -> None:
    """Has a hang noticed within two seconds."""
    vars(watch)["BEAT_SECONDS"] = 0.2


if __name__ == "__main__":
    vars(headless)["Host"] = KnownHost
    notice_soon()
    for number in (signal.SIGUSR1, signal.SIGUSR2):
        signal.signal(number, _on_signal)
    sys.exit(main.main(sys.argv[1:]))
