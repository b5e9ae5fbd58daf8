"""Starts the program at sign-in on Windows: a value of the person's own key `Run`.

The settings of Windows and the Task Manager turn such a program off in another key, whose first byte is odd then.
"""

import contextlib
import sys
from collections.abc import Sequence
from typing import Protocol

from chat_desktop.child_processes import windows_command_line

_CURRENT = r"Software\Microsoft\Windows\CurrentVersion"
RUN = rf"{_CURRENT}\Run"
APPROVED = rf"{_CURRENT}\Explorer\StartupApproved\Run"

Value = str | bytes


class Registry(Protocol):
    """The registry under HKEY_CURRENT_USER. Its methods raise OSError."""

    def read(self, key: str, name: str) -> Value | None:
        """Returns a value, or None when there is none."""

    def write(self, key: str, name: str, value: Value) -> None:
        """Writes a value; the key is created if it is missing."""

    def delete(self, key: str, name: str) -> None:
        """Deletes a value, if it is there."""


class RunValue:
    """The value NAME, which runs COMMAND."""

    def __init__(self, name: str, command: Sequence[str], registry: Registry) -> None:
        self._name, self._command, self._registry = name, command, registry

    def is_on(self) -> bool:
        """Returns whether Windows would start the program. Raises OSError."""
        if not self._registry.read(RUN, self._name):
            return False
        approved = self._registry.read(APPROVED, self._name)
        return not (isinstance(approved, bytes) and approved[:1] and approved[0] & 1)

    def turn(self, on: bool) -> None:
        """Writes or deletes the value. Raises OSError."""
        # What was turned off in the settings of Windows would stay off.
        self._registry.delete(APPROVED, self._name)
        if on:
            self._registry.write(RUN, self._name, windows_command_line(self._command))
        else:
            self._registry.delete(RUN, self._name)


if sys.platform == "win32":
    import winreg

    class UserRegistry:
        """The real registry; see Registry."""

        def read(self, key: str, name: str) -> Value | None:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    value = winreg.QueryValueEx(opened, name)[0]
            except FileNotFoundError:
                return None
            return value if isinstance(value, str | bytes) else None

        def write(self, key: str, name: str, value: Value) -> None:
            kind = winreg.REG_SZ if isinstance(value, str) else winreg.REG_BINARY
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, name, 0, kind, value)

        def delete(self, key: str, name: str) -> None:
            access = winreg.KEY_SET_VALUE
            with (
                contextlib.suppress(FileNotFoundError),
                winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, access) as opened,
            ):
                winreg.DeleteValue(opened, name)
