"""A file made of others, line by line, and the map by which a browser's tools show those (source map 3)."""

import json
from dataclasses import dataclass, field

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BITS = 5


@dataclass
class Written:
    """Lines with, for each, the source and the line there that it comes from."""

    _lines: list[str] = field(default_factory=list)
    _origins: list[tuple[int, int] | None] = field(default_factory=list)
    _sources: dict[str, str] = field(default_factory=dict)

    def line(self, text: str) -> None:
        """A line of nobody's."""
        self._lines.append(text)
        self._origins.append(None)

    def source(self, name: str, original: str, text: str | None = None) -> None:
        """The whole of `name`; `text` where it was changed, line for line."""
        number = len(self._sources)
        self._sources[name] = original
        for at, line in enumerate((original if text is None else text).split("\n")):
            self._lines.append(line)
            self._origins.append((number, at))

    def text(self, map_file: str) -> str:
        return "\n".join([*self._lines, f"//# sourceMappingURL={map_file}", ""])

    def map(self) -> str:
        told = {"version": 3, "sources": [f"source/{name}" for name in self._sources]}
        told |= {"sourcesContent": list(self._sources.values()), "names": [], "mappings": self._mappings()}
        return json.dumps(told)

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
    """A signed number in base 64, the lowest five bits first."""
    left, digits = abs(number) << 1 | (number < 0), ""
    while True:
        low, left = left & 31, left >> _BITS
        digits += _DIGITS[low | (32 if left else 0)]
        if not left:
            return digits
