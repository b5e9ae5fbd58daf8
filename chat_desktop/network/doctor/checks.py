"""Defines the result of one check."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warning", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one check.

    The state `failed` prevents people from joining, and `warning` may prevent some. `detail` is a sentence that says
    what was found, and `cure` one that says what to do ("" if nothing)."""

    id: str
    state: State
    title: str
    detail: str
    cure: str = ""


def join_words(words: list[str]) -> str:
    """Returns the words as a list in a sentence, such as "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
