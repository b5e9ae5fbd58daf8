"""The languages that the person has chosen in the system, the best first, as tags such as `de_DE`."""

import locale
import os
import sys
from collections.abc import Mapping
from typing import Any

from chat_desktop import child_processes

# The order in which the C library asks (gettext(3)); LANGUAGE holds several, with colons between them.
_ONE = ("LC_ALL", "LC_MESSAGES", "LANG")
_NO_LANGUAGE = {"", "C", "POSIX"}
ANSWER_SECONDS = 2.0


def preferred() -> list[str]:
    """Returns the tags; none where the system does not say."""
    if sys.platform == "win32":
        return _of_windows()
    return of_environment(os.environ) or (_of_macos() if sys.platform == "darwin" else [])


def of_environment(environment: Mapping[str, str]) -> list[str]:
    """Returns what the variables of the environment ask for."""
    one = next((environment[name] for name in _ONE if environment.get(name)), "")
    if _tag(one) in _NO_LANGUAGE:
        return []
    several = environment.get("LANGUAGE", "").split(":")
    return [tag for tag in map(_tag, [*several, one]) if tag not in _NO_LANGUAGE]


def _tag(name: str) -> str:
    """`de_DE.UTF-8@euro` is `de_DE`."""
    return name.partition(".")[0].partition("@")[0]


def _of_windows() -> list[str]:
    import ctypes

    libraries: Any = ctypes
    tag = locale.windows_locale.get(libraries.windll.kernel32.GetUserDefaultUILanguage())
    return [tag] if tag else []


def _of_macos() -> list[str]:
    """A program that a double click has started has no such variables there."""
    told = child_processes.run(["/usr/bin/defaults", "read", "-g", "AppleLocale"], ANSWER_SECONDS)
    tag = _tag(told.output.decode().strip()) if told and told.status == 0 else ""
    return [] if tag in _NO_LANGUAGE else [tag]
