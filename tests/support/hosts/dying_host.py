"""A host whose server dies of an error at each SIGUSR1, and hangs at each SIGUSR2.

`python -m tests.support.hosts.dying_host serve ...`. Its hang is noticed after two seconds instead of twenty. With
HANG=not in the environment, SIGUSR2 only makes a hang be noticed as soon as that."""

import logging
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
from chat_desktop.runtime.program import restarts

WORDS = "these words were in a message"
NOTICED_SOON = "A hang is noticed soon"
USUAL_BEAT_SECONDS = watch.BEAT_SECONDS
hosts: list[Host] = []
log = logging.getLogger(__name__)


class KnownHost(Host):
    """Is found by the signal. A test may take as long as it likes to let it die again and again."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        vars(restarts)["RECENT_SECONDS"] = 3_600.0
        hosts.append(self)

    def start(self) -> None:
        vars(watch)["BEAT_SECONDS"] = USUAL_BEAT_SECONDS
        super().start()


def kill_server(host: Host) -> None:
    """Raises an error where the thread of the server waits for its end. Nothing catches it there."""
    host._server.post(_throw)


def _throw() -> None:
    hub = gevent.get_hub()
    hub.loop.run_callback(hub.parent.throw, RuntimeError(WORDS))


def hang_server(host: Host) -> None:
    """Keeps the thread of the server in one function for ever: it computes, or waits for the system."""
    notice_soon(host)
    host._server.post(_wait if os.environ.get("HANG") == "wait" else _compute)


def _compute() -> None:
    while True:
        pass


def _wait() -> None:
    time.sleep(3_600)


def _on_signal(number: int, frame: FrameType | None) -> None:
    hang = notice_soon if os.environ.get("HANG") == "not" else hang_server
    (hang if number == signal.SIGUSR2 else kill_server)(hosts[-1])


def notice_soon(host: Host) -> None:
    """Has a hang of a host that serves noticed within two seconds.

    Not from its start on: on a busy machine a module that is imported at the first request takes as long."""
    server = host._server
    assert server._watch is not None
    assert server._thread is not None
    server._watch.stop()
    vars(watch)["BEAT_SECONDS"] = 0.2
    server._watch = watch.HubWatch(server._thread, server._ask, server._give_up)
    server._watch.start()
    log.warning(NOTICED_SOON)


if __name__ == "__main__":
    vars(headless)["Host"] = KnownHost
    for number in (signal.SIGUSR1, signal.SIGUSR2):
        signal.signal(number, _on_signal)
    sys.exit(main.main(sys.argv[1:]))
