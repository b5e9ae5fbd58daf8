"""What one look has shown."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warning", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class Check:
    """`failed` keeps people out, `warning` may keep some out; `detail` is one sentence of what was seen, `cure` one of
    what to do ("" when nothing is to be done)."""

    id: str
    state: State
    title: str
    detail: str
    cure: str = ""


def join_words(words: list[str]) -> str:
    """ "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
