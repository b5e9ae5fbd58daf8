"""Starts the program at sign-in on macOS: a property list of the person's own launch agents."""

import os
import plistlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from chat_desktop import child_processes
from chat_desktop.atomic_write import write_atomically

_LIMIT_SECONDS = 5.0


class LaunchAgent:
    """The agent LABEL, which runs COMMAND. `launchctl(*arguments)` returns what that program prints."""

    def __init__(
        self,
        label: str,
        command: Sequence[str],
        working_folder: Path | None = None,
        folder: Path | None = None,
        launchctl: Callable[..., str] | None = None,
    ) -> None:
        self._label, self._command, self._working_folder = label, command, working_folder
        self._file = (folder or Path.home() / "Library" / "LaunchAgents") / f"{label}.plist"
        self._launchctl = launchctl or _launchctl

    def is_on(self) -> bool:
        """Returns whether macOS would start the program. Raises OSError when the list cannot be read."""
        try:
            agent = plistlib.loads(self._file.read_bytes())
        except FileNotFoundError:
            return False
        except (plistlib.InvalidFileException, ExpatError, ValueError):
            return False
        if not isinstance(agent, dict) or agent.get("RunAtLoad") is not True or agent.get("Disabled") is True:
            return False
        # The login items of the system settings turn an agent off there, and leave its file as it is.
        told = self._launchctl("print-disabled", f"gui/{os.getuid()}")
        return not re.search(rf'"{re.escape(self._label)}" => (?:disabled|true)\b', told)

    def turn(self, on: bool) -> None:
        """Writes or removes the list. Raises OSError."""
        if not on:
            self._file.unlink(missing_ok=True)
            return
        self._launchctl("enable", f"gui/{os.getuid()}/{self._label}")
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(self._file, plistlib.dumps(self._content()).decode())

    def _content(self) -> dict[str, Any]:
        content: dict[str, Any] = {
            "Label": self._label,
            "ProgramArguments": list(self._command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
        if self._working_folder is not None:
            content["WorkingDirectory"] = str(self._working_folder)
        return content


def _launchctl(*arguments: str) -> str:
    ended = child_processes.run(["/bin/launchctl", *arguments], _LIMIT_SECONDS)
    return ended.output.decode(errors="replace") if ended else ""
