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


@dataclass(frozen=True, slots=True)
class Topic:
    """What a probe looks at; makes its checks."""

    id: str
    title: str

    def ok(self, detail: str) -> Check:
        return Check(self.id, "ok", self.title, detail)

    def warning(self, detail: str, cure: str) -> Check:
        return Check(self.id, "warning", self.title, detail, cure)

    def failed(self, detail: str, cure: str) -> Check:
        return Check(self.id, "failed", self.title, detail, cure)

    def unknown(self, detail: str, cure: str = "") -> Check:
        return Check(self.id, "unknown", self.title, detail, cure)


def listed(words: list[str]) -> str:
    """ "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
