"""Draws line plots as SVG with logarithmic axes, legible on light and on dark backgrounds."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from benchmarks.bench import Row

WIDTH, HEIGHT = 640, 340
LEFT, RIGHT, TOP, BOTTOM = 64, 120, 44, 44
LINE = 15  # pixels between two lines of text
COLOURS = ("a", "b", "c", "d")
STYLE = """
text{font:12px system-ui,sans-serif;fill:#333}.t{font-size:14px;font-weight:600}.g{stroke:#8884;fill:none}
.a{--c:#0a6e78}.b{--c:#b4511a}.c{--c:#5b4bc4}.d{--c:#7a7a00}path.l{fill:none;stroke:var(--c);stroke-width:2}
circle{fill:var(--c)}text.n{fill:var(--c)}
@media(prefers-color-scheme:dark){text{fill:#ddd}.a{--c:#4fc3cf}.b{--c:#f0935a}.c{--c:#a99cf5}.d{--c:#cfcf4a}}
"""


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot. `lines` maps the name of each line to the function that returns its value in a row."""

    file: str
    title: str
    part: str
    across: str
    lines: dict[str, Callable[[Row], float]]


def _host(key: str) -> Callable[[Row], float]:
    return lambda row: float(row["host"][key])


def _peer(key: str) -> Callable[[Row], float]:
    return lambda row: float(row["peer"][key])


def _own(key: str) -> Callable[[Row], float]:
    return lambda row: float(row[key])


PLOTS = (
    Plot(
        "people-cpu",
        "CPU a delivery, us (closed loop)",
        "closed",
        "people",
        {"host": _host("cpu_us"), "peer": _peer("cpu_us")},
    ),
    Plot(
        "people-p99",
        "p99 of a delivery, ms (closed loop)",
        "closed",
        "people",
        {"host": _host("p99_ms"), "peer": _peer("p99_ms")},
    ),
    Plot(
        "paced-p99",
        "p99 of a delivery, ms (100 messages a second)",
        "paced",
        "people",
        {"host": _host("p99_ms"), "peer": _peer("p99_ms")},
    ),
    Plot(
        "rooms-cpu",
        "CPU a delivery, us (100 people in each room)",
        "rooms",
        "rooms",
        {"host": _host("cpu_us"), "peer": _peer("cpu_us")},
    ),
    Plot(
        "history",
        "A long history: CPU a post in us, p95 of reading in ms",
        "history",
        "messages",
        {
            "post, us": _own("post_us"),
            "page, ms": _own("newest_p95_ms"),
            "jump, ms": _own("jump_p95_ms"),
            "sync, ms": _own("sync_p95_ms"),
        },
    ),
)


def draw(folder: Path, every: dict[str, list[Row]]) -> list[str]:
    """Writes the plots for which there are results, and returns the Markdown lines that show them."""
    folder.mkdir(exist_ok=True)
    shown = []
    for plot in PLOTS:
        rows = every.get(plot.part, [])
        if len(rows) > 1:
            (folder / f"{plot.file}.svg").write_text(svg(plot, rows), "utf-8", newline="\n")
            shown.append(f"![{plot.title}](images/{plot.file}.svg)")
    return shown


def svg(plot: Plot, rows: list[Row]) -> str:
    xs = [float(row[plot.across]) for row in rows]
    values = {name: [value(row) for row in rows] for name, value in plot.lines.items()}
    x = Axis(min(xs), max(xs), LEFT, WIDTH - RIGHT)
    every = [value for line in values.values() for value in line]
    y = Axis(*_decades(min(every), max(every)), HEIGHT - BOTTOM, TOP)
    parts = [_grid(x, y, xs, plot.across)]
    labels = apart([y.at(line[-1]) for line in values.values()])
    for colour, (name, line), label in zip(COLOURS, values.items(), labels, strict=False):
        parts.append(_line(colour, name, [(x.at(a), y.at(b), b) for a, b in zip(xs, line, strict=True)], label))
    title = f'<text class="t" x="{LEFT}" y="22">{escape(plot.title)}</text>'
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><style>{STYLE}</style>{title}{"".join(parts)}</svg>\n'


@dataclass(frozen=True, slots=True)
class Axis:
    """A logarithmic axis from `low` at pixel `start` to `high` at pixel `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        part = math.log(value / self.low) / (math.log(self.high / self.low) or 1)
        return round(self.start + part * (self.end - self.start), 1)


def apart(heights: list[float]) -> list[float]:
    """Returns the heights of labels in pixels, moved down where two would overlap. Their order stays."""
    moved = list(heights)
    last = -math.inf
    for index in sorted(range(len(heights)), key=heights.__getitem__):
        last = moved[index] = max(heights[index], last + LINE)
    return moved


def _decades(low: float, high: float) -> tuple[float, float]:
    return 10 ** math.floor(math.log10(low)), 10 ** math.ceil(math.log10(high * 1.01))


def _grid(x: Axis, y: Axis, xs: list[float], across: str) -> str:
    parts = []
    tick = y.low
    while tick <= y.high * 1.001:
        parts.append(f'<path class="g" d="M{LEFT} {y.at(tick)}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y.at(tick) + 4}" text-anchor="end">{tick:,g}</text>')
        tick *= 10
    foot = f'y="{HEIGHT - BOTTOM + 18}" text-anchor="middle"'
    parts += [f'<text x="{x.at(value)}" {foot}>{_short(value)}</text>' for value in xs]
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">{across}</text>')
    return "".join(parts)


def _line(colour: str, name: str, points: list[tuple[float, float, float]], at: float) -> str:
    """Its name stands at the height `at`, behind its last point."""
    path = "L".join(f"{x} {y}" for x, y, _ in points)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="3"><title>{value:g}</title></circle>' for x, y, value in points)
    x, _, last = points[-1]
    label = f'<text class="n" x="{x + 8}" y="{at + 4}">{escape(name)} {last:.3g}</text>'
    return f'<g class="{colour}"><path class="l" d="M{path}"/>{dots}{label}</g>'


def _short(value: float) -> str:
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"
