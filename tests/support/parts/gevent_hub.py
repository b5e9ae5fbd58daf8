"""Runs a test's code on a gevent hub of its own, without a server."""

import threading
from collections.abc import Callable
from typing import Any

import gevent

PATIENCE_SECONDS = 30.0


def on_a_hub(work: Callable[[], None]) -> None:
    """Runs `work` in a greenlet of a new hub, in a thread of its own. Raises what it raises, or gevent.Timeout."""
    problems: list[BaseException] = []

    def run() -> None:
        try:
            with gevent.Timeout(PATIENCE_SECONDS):
                work()
        except BaseException as problem:
            problems.append(problem)
        finally:
            gevent.get_hub().destroy(destroy_loop=True)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE_SECONDS * 2)
    assert not thread.is_alive(), "the hub itself hangs"
    if problems:
        raise problems[0]


def soon(holds: Callable[[], Any]) -> None:
    """Blocks the greenlet until `holds` returns a true value."""
    while not holds():
        gevent.sleep(0.005)
