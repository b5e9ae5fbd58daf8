"""Remembers the words with which this program serves, so that an update starts the new program with the same ones."""

from collections.abc import Sequence

_remembered: list[str] = []


def remember(words: Sequence[str]) -> None:
    """Keeps the command and the flags of this process, with absolute paths."""
    _remembered[:] = words


def remembered() -> list[str]:
    """Returns the words of this process; none when it was started by another command than `run` and `serve`."""
    return list(_remembered)


def usual(package: str) -> list[str]:
    """Returns the command that serves in the program of the package with this name."""
    return ["serve"] if package.endswith("-headless") else ["run"]
