"""Defines what a notification says, and the interface of what shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Notice:
    """One notification. A new one takes the place of the shown one with the same `tag`, which is not empty.

    `clicked` is called in any thread when the person clicks on it, and `replied` with what the person writes in it,
    where the system has a field for that."""

    tag: str
    title: str
    body: str
    clicked: Callable[[], None]
    replied: Callable[[str], None] | None = None


class Notifier(Protocol):
    """Shows notifications. Its methods return at once."""

    def show(self, notice: Notice) -> None:
        """Shows a notification, or nothing where the system cannot."""

    def close(self, notice: Notice) -> None:
        """Removes a notification, if it is still shown and no other took its place."""

    def stop(self) -> None:
        """Ends the work. What is shown stays until the system removes it."""
