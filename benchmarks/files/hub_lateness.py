"""The host with a clock for its hub: `python -m benchmarks.files.hub_lateness FILE serve ...`.

A greenlet asks to be woken every few milliseconds, and FILE holds the most that it was woken too late since the reader
last wrote a zero, as a double in seconds. The clock stands still while FILE holds OFF.
"""

import mmap
import struct
import sys
import time
from pathlib import Path

import gevent

from chat_desktop.cli.main import main
from chat_desktop.network.http.server import Server

EVERY_SECONDS = 0.005
OFF = -1.0  # in the file: nobody wants to know, and the clock uses no CPU that would count as the host's
LOOK_SECONDS = 0.25  # at the file meanwhile
FORMAT = "d"


class Lateness:
    """The file, which the host and the benchmark both have in memory."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.write_bytes(struct.pack(FORMAT, OFF))
        with file.open("r+b") as opened:
            self._shared = mmap.mmap(opened.fileno(), 0)

    @property
    def most_seconds(self) -> float:
        return float(struct.unpack(FORMAT, self._shared[:])[0])

    @most_seconds.setter
    def most_seconds(self, seconds: float) -> None:
        self._shared[:] = struct.pack(FORMAT, seconds)


def watch(lateness: Lateness) -> None:
    """Measures for ever, in a greenlet."""
    while True:
        while lateness.most_seconds == OFF:
            gevent.sleep(LOOK_SECONDS)
        begun = time.monotonic()
        gevent.sleep(EVERY_SECONDS)
        late = time.monotonic() - begun - EVERY_SECONDS
        if OFF != lateness.most_seconds < late:
            lateness.most_seconds = late


def start_with(file: Path) -> None:
    """Lets each server of this process begin to measure when it starts."""
    start = Server.start

    def begin(self: Server) -> None:
        start(self)
        gevent.spawn(watch, Lateness(file))

    Server.start = begin


if __name__ == "__main__":
    start_with(Path(sys.argv.pop(1)))
    sys.exit(main())
