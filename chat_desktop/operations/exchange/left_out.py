"""What an import leaves out, by reason, with a few examples of each."""

from typing import Any

from chat_desktop.chat.messages.posting import MAX_BODY_CHARACTERS
from chat_desktop.languages.sentences import Sentence

MOST_EXAMPLES = 5
MOST_CHARACTERS = 120
# What stands in the braces of a reason.
_VALUES: dict[str, dict[str, int]] = {"left.long_texts": {"n": MAX_BODY_CHARACTERS}}


class LeftOut:
    """Counts what is left out. The reasons are keys of the catalogue; the examples are texts of the export."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._examples: dict[str, list[str]] = {}

    def add(self, reason: str, example: str = "", count: int = 1) -> None:
        """Counts one more thing that is left out."""
        self._counts[reason] = self._counts.get(reason, 0) + count
        examples = self._examples.setdefault(reason, [])
        cut = "".join(each if each.isprintable() else " " for each in example[:MOST_CHARACTERS])
        if cut and cut not in examples and len(examples) < MOST_EXAMPLES:
            examples.append(cut)

    def told(self) -> list[dict[str, Any]]:
        """Returns each reason with its count and examples, the most frequent first."""
        order = sorted(self._counts, key=lambda reason: -self._counts[reason])
        return [{**reason_told(each), "count": self._counts[each], "examples": self._examples[each]} for each in order]


def reason_told(key: str) -> dict[str, Any]:
    """Returns a reason in English and by its key, with its values."""
    reason = Sentence(key, _VALUES.get(key, {}))
    return {"reason": reason.english, "reason_key": key, "reason_values": dict(reason.values)}
