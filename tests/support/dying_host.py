"""A host whose server dies of an error at each SIGUSR1: `python -m tests.support.dying_host serve ...`."""

import signal
import sys
from types import FrameType
from typing import Any

import gevent

from chat_desktop.cli import main
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


def _on_signal(number: int, frame: FrameType | None) -> None:
    kill_server(hosts[-1])


if __name__ == "__main__":
    vars(headless)["Host"] = KnownHost
    signal.signal(signal.SIGUSR1, _on_signal)
    sys.exit(main.main(sys.argv[1:]))
