"""Chooses how this system starts the program at sign-in."""

import hashlib
import sys
from pathlib import Path
from typing import Protocol

from chat_desktop import child_processes, config

_MAC_LABEL = "org.chat-desktop.ChatDesktop"


class Autostart(Protocol):
    """Starts the program when the person signs in to the computer. Its methods raise OSError."""

    def is_on(self) -> bool:
        """Returns whether the system would start the program, as the system says at this moment."""

    def turn(self, on: bool) -> None:
        """Turns it on or off."""


def of_office(data: Path) -> Autostart | None:
    """Returns how the office in the folder DATA is opened at sign-in. Returns None where that is not possible."""
    command, folder = command_for(data), child_processes.own_folder()
    if sys.platform == "win32":
        from chat_desktop.desktop.autostart import windows

        # The key has no working folder, without which Python does not find the package of a checkout.
        return (
            windows.RunValue(named("Chat Desktop", data), command, windows.UserRegistry()) if folder is None else None
        )
    if sys.platform == "darwin":
        from chat_desktop.desktop.autostart import mac

        return mac.LaunchAgent(named(_MAC_LABEL, data), command, folder)
    from chat_desktop.desktop.autostart import linux

    return linux.AutostartEntry(named("chat-desktop", data), command, folder)


def command_for(data: Path) -> list[str]:
    """Returns the command that opens the office without showing its window."""
    chosen = [] if _is_usual(data) else ["--data", str(data)]
    return child_processes.own_command("run", "--hidden", *chosen)


def named(name: str, data: Path) -> str:
    """Returns NAME for the usual folder, and a name of its own for each other folder."""
    return name if _is_usual(data) else f"{name}-{hashlib.sha256(str(data).encode()).hexdigest()[:8]}"


def _is_usual(data: Path) -> bool:
    return data == config.data_folder()
