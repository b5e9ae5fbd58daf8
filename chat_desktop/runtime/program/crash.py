"""Defines what is told when the server has ended by an error."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chat_desktop.network.http.hub.watch import BEAT_SECONDS, MISSED, HubHung

STARTED_AGAIN = "The office stopped working and was started again."
GIVEN_UP = "The office stops working again and again, so it was not started again."
REPORT_STAYS = "A report about it is on this computer. It contains no messages."


def cause(error: BaseException) -> str:
    """Returns what the report says about the end of the server, without the text of the error."""
    if isinstance(error, HubHung):
        return f"The server did not answer for {MISSED * BEAT_SECONDS:.0f} seconds."
    return f"An error has ended the server: {type(error).__name__}."


@dataclass(frozen=True, slots=True)
class Crash:
    """One end of the server, by an error or because it hung.

    `again` starts the host once more, when `is_restarted` is False."""

    report: Path | None
    is_restarted: bool
    again: Callable[[], None]

    @property
    def sentence(self) -> str:
        """What is told to the person."""
        told = STARTED_AGAIN if self.is_restarted else GIVEN_UP
        return f"{told} {REPORT_STAYS}" if self.report else told
