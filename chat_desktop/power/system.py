"""Defines the interface of the system's power management. Each system has a module of its own that implements it."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

Going = Literal["sleep", "shutdown"]


@dataclass(frozen=True, slots=True)
class PowerListener:
    """What is told about the computer. Both are called in any thread; `going` blocks until everyone has been told.

    `back` is also called when the computer stays on after all, because somebody has cancelled it."""

    going: Callable[[Going], None]
    back: Callable[[], None]


class PowerSystem(Protocol):
    """The power management of the computer. Its methods return at once and never raise."""

    def start(self, listener: PowerListener) -> None:
        """Begins to listen. LISTENER is told before the computer sleeps or shuts down, and when it is back."""

    def stop(self) -> None:
        """Ends listening, and lets the computer sleep again."""

    def keep_awake(self, wanted: bool) -> None:
        """Keeps the computer from sleeping by itself, or lets it."""

    def keeps_awake(self) -> bool:
        """Returns whether the system keeps the computer awake for this program at this moment."""

    def is_known(self) -> bool:
        """Returns whether the system has a power management that this program can ask."""

    def on_mains(self) -> bool:
        """Returns whether the computer has mains power. A computer without a battery has."""


class NoPowerSystem:
    """Stands in for the power management where there is none."""

    def start(self, listener: PowerListener) -> None:
        """Does nothing."""

    def stop(self) -> None:
        """Does nothing."""

    def keep_awake(self, wanted: bool) -> None:
        """Does nothing."""

    def keeps_awake(self) -> bool:
        """Returns False."""
        return False

    def is_known(self) -> bool:
        """Returns False."""
        return False

    def on_mains(self) -> bool:
        """Returns True."""
        return True


def this_system() -> PowerSystem:
    """Returns the power management of this computer. The libraries of the others are not loaded."""
    if sys.platform == "win32":
        from chat_desktop.power.windows import WindowsPower

        return WindowsPower()
    if sys.platform == "darwin":
        from chat_desktop.power.macos import MacPower

        return MacPower()
    try:
        from chat_desktop.power.linux import LoginManager
    except ImportError:  # jeepney is not there, as on other systems than Linux
        return NoPowerSystem()
    return LoginManager()
