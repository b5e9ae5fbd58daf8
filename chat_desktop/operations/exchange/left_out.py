"""What an import leaves out, by reason, with a few examples of each."""

from typing import Any

MOST_EXAMPLES = 5
MOST_CHARACTERS = 120


class LeftOut:
    """Counts what is left out. The reasons are sentences of the program; the examples are texts of the export."""

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
        return [{"reason": each, "count": self._counts[each], "examples": self._examples[each]} for each in order]
