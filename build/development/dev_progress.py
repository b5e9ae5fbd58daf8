"""Shows the progress of a step: a line that counts seconds on a terminal, and a line now and then elsewhere."""

import sys
import threading
import time
from types import TracebackType

TICK = 0.5  # seconds between two updates on a terminal
QUIET = 20.0  # seconds between two lines elsewhere, so that a CI system does not end a silent job


def say(text: str) -> None:
    """Prints a line on standard error. Standard output belongs to the program that dev.py starts."""
    print(text, file=sys.stderr, flush=True)


class Step:
    """`with Step("Installing Qt") as step:` and `step.detail("45 of 112 MB")` from any thread."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.live = sys.stderr.isatty()
        self.current = ""
        self._started = time.monotonic()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._tick, daemon=True)

    def detail(self, text: str) -> None:
        """Sets the text that is shown after the title."""
        self.current = text

    def __enter__(self) -> "Step":
        if not self.live:
            say(f"{self.title} ...")
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()
        self._clear()
        say(f"{self.title}: {'stopped after' if kind else 'done in'} {self._seconds():.0f} s")

    def _tick(self) -> None:
        while not self._done.wait(TICK if self.live else QUIET):
            line = f"{self.title}: {self.current} ({self._seconds():.0f} s)".replace(":  (", " (")
            if self.live:
                print(f"\r\x1b[K{line[:100]}", end="", file=sys.stderr, flush=True)
            else:
                say(f"  still {line}")

    def _clear(self) -> None:
        if self.live:
            print("\r\x1b[K", end="", file=sys.stderr)

    def _seconds(self) -> float:
        return time.monotonic() - self._started
