"""Which hosts of kept copies have been silent for so long that a person can take over here, and whom it is told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Missed:
    """A host that does not answer. By a click its office is taken over only where no other office was set up."""

    office: str
    by_click: bool


class MissedHosts:
    """`note` is called in the thread of a keeper, the rest in any. `tell` is called once for each time of silence."""

    def __init__(self) -> None:
        self.tell: Callable[[Missed], None] = lambda missed: None
        self._missed: dict[str, Missed] = {}

    def note(self, told: dict[str, Any], by_click: bool) -> None:
        """Takes what `telling.status` says of a copy, after a round of its keeper."""
        office_id = str(told["office_id"])
        if not told["may_take_over"]:
            self.forget(office_id)
            return
        is_new = office_id not in self._missed
        self._missed[office_id] = missed = Missed(str(told["office"]), by_click)
        if is_new:
            self.tell(missed)

    def forget(self, office_id: str) -> None:
        """The host answers again, or its copy was deleted."""
        self._missed.pop(office_id, None)

    def first(self) -> Missed | None:
        """Returns one of them, or None."""
        return next(iter(list(self._missed.values())), None)
