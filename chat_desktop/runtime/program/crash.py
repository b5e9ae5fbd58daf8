"""Defines what is told when the server has ended by an error."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

STARTED_AGAIN = "The office stopped working and was started again."
GIVEN_UP = "The office stops working again and again, so it was not started again."
REPORT_STAYS = "A report about it is on this computer. It contains no messages."


@dataclass(frozen=True, slots=True)
class Crash:
    """One end of the server. `again` starts the host once more, when `is_restarted` is False."""

    report: Path | None
    is_restarted: bool
    again: Callable[[], None]

    @property
    def sentence(self) -> str:
        """What is told to the person."""
        told = STARTED_AGAIN if self.is_restarted else GIVEN_UP
        return f"{told} {REPORT_STAYS}" if self.report else told
