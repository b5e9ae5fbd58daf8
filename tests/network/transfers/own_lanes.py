"""Lanes for one test, on a hub of its own."""

from collections.abc import Callable

from chat_desktop.network.transfers.lanes import Lanes
from tests.support.parts.gevent_hub import on_a_hub


def with_lanes(work: Callable[[Lanes], None]) -> None:
    """Does the work on a hub with new lanes, and ends them."""

    def run() -> None:
        lanes = Lanes()
        try:
            work(lanes)
        finally:
            lanes.stop()
            lanes.close()

    on_a_hub(run)
