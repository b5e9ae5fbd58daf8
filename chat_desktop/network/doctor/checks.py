"""Defines the result of one check."""

from dataclasses import dataclass
from typing import Any, Literal

from chat_desktop.languages.sentences import Sentence

State = Literal["ok", "warning", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one check.

    The state `failed` prevents people from joining, and `warning` may prevent some. `found` are sentences that say what
    was found, and `steps` those that say what to do (none if nothing)."""

    id: str
    state: State
    found: tuple[Sentence, ...]
    steps: tuple[Sentence, ...] = ()

    @property
    def title(self) -> str:
        """The title in English."""
        return Sentence(f"check.{self.id}").english

    @property
    def detail(self) -> str:
        """What was found, in English."""
        return " ".join(sentence.english for sentence in self.found)

    @property
    def cure(self) -> str:
        """What to do, in English; "" for nothing."""
        return " ".join(sentence.english for sentence in self.steps)

    def payload(self) -> dict[str, Any]:
        """Returns the check for the page and for programs: English texts, and the sentences by key for the page."""
        texts = {"title": self.title, "detail": self.detail, "cure": self.cure}
        sentences = {"found": [one.payload() for one in self.found], "steps": [one.payload() for one in self.steps]}
        return {"id": self.id, "state": self.state, **texts, **sentences}
