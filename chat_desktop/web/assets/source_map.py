"""Writes a file from lines of other files, with the source map (version 3) that leads back to them."""

import json
from dataclasses import dataclass, field

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BITS = 5


@dataclass
class Written:
    """The lines of the file, and for each line the source and the line in it."""

    _lines: list[str] = field(default_factory=list)
    _origins: list[tuple[int, int] | None] = field(default_factory=list)
    _sources: dict[str, str] = field(default_factory=dict)

    def line(self, text: str) -> None:
        """Adds a line that no source has."""
        self._lines.append(text)
        self._origins.append(None)

    def source(self, name: str, original: str, text: str | None = None) -> None:
        """Adds all lines of the source `name`, rewritten to `text`, which has as many lines, if given."""
        number = len(self._sources)
        self._sources[name] = original
        for at, line in enumerate((original if text is None else text).split("\n")):
            self._lines.append(line)
            self._origins.append((number, at))

    def text(self, map_file: str) -> str:
        return "\n".join([*self._lines, f"//# sourceMappingURL={map_file}", ""])

    def map(self) -> str:
        written = {"version": 3, "sources": [f"source/{name}" for name in self._sources]}
        written |= {"sourcesContent": list(self._sources.values()), "names": [], "mappings": self._mappings()}
        return json.dumps(written)

    def _mappings(self) -> str:
        written, before = [], (0, 0)
        for origin in self._origins:
            if origin is None:
                written.append("")
                continue
            steps = (0, origin[0] - before[0], origin[1] - before[1], 0)
            written.append("".join(_digits(step) for step in steps))
            before = origin
        return ";".join(written)


def _digits(number: int) -> str:
    """Encodes a signed number as base 64 VLQ: the lowest five bits come first."""
    left, digits = abs(number) << 1 | (number < 0), ""
    while True:
        low, left = left & 31, left >> _BITS
        digits += _DIGITS[low | (32 if left else 0)]
        if not left:
            return digits
