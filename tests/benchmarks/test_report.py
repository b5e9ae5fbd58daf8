"""Tables and plots from figures."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import plots, report, results
from benchmarks.bench import Row, median
from benchmarks.parts.connections import check
from benchmarks.plan import FULL, QUICK, SENDERS, Plan

FIGURES = {"cpu_us": 2.0, "per_second": 1_000.0, "p50_ms": 1.0, "p99_ms": 4.0, "memory_mb": 60.0}
CLOSED: list[Row] = [
    {"people": people, "host": FIGURES, "peer": {key: 4 * value for key, value in FIGURES.items()}}
    for people in (50, 500, 2_000)
]


def test_a_row_says_host_peer_and_their_ratio() -> None:
    line = report.table("closed", CLOSED).splitlines()[-1]
    assert line.startswith("| 2,000 | 2.00 | 8.00 | **0.25** | 1,000 | 4,000 | **0.25** |")


def test_every_row_has_as_many_cells_as_there_are_headings() -> None:
    lines = [line for line in report.table("closed", CLOSED).splitlines() if line.startswith("|")]
    assert len({line.count("|") for line in lines}) == 1


def test_a_part_that_was_not_built_leaves_its_cells_empty() -> None:
    row = {"import_s": 0.5, "ready_s": 0.6, "import_cpu_s": 0.5, "ready_cpu_s": 0.55}
    assert report.table("start", [row]).splitlines()[-1] == "| 0.50 | 0.60 | **1.20** | **1.10** | not built |  |"


def test_medians_are_taken_key_by_key() -> None:
    assert median([{"a": 3, "b": 1}, {"a": 1, "b": 2}, {"a": 2, "b": 9}]) == {"a": 2, "b": 2}


def test_a_run_that_lost_something_counts_for_nothing() -> None:
    check({"missing": 0, "lost": 0}, "missing", "lost")
    with pytest.raises(RuntimeError, match="'lost': 2"):
        check({"missing": 0, "lost": 2}, "missing", "lost")


def test_what_was_measured_before_stays_when_a_part_is_measured_anew(tmp_path: Path) -> None:
    results.keep(tmp_path, "closed", CLOSED)
    results.keep(tmp_path, "idle", [{"people": 1}])
    assert results.load(tmp_path) == {"closed": CLOSED, "idle": [{"people": 1}]}


def test_only_what_stands_between_the_marks_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "machine", lambda: "a computer")
    page = tmp_path / "performance.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n")
    for _ in range(2):
        report.write(tmp_path, {"closed": CLOSED})
    text = page.read_text()
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert text.count("### Closed loop") == 1
    assert "old" not in text
    idle = {"kb": 10.0, "cpu_ms": 0.5}
    report.write(tmp_path, {"idle": [{"people": 1_000, "host": idle, "peer": idle}]})
    text = page.read_text()
    assert text.index("### Closed loop") < text.index("### An idle connection"), "what was measured elsewhere stays"
    assert text.count("images/people-cpu.svg") == 1


def test_a_plot_is_svg_with_a_point_for_every_figure(tmp_path: Path) -> None:
    shown = plots.draw(tmp_path, {"closed": CLOSED})
    assert shown[0] == "![CPU a delivery, us (closed loop)](images/people-cpu.svg)"
    drawn = ElementTree.parse(tmp_path / "people-cpu.svg")
    assert len(drawn.findall(".//{*}circle")) == 2 * len(CLOSED)


def test_names_of_lines_that_end_together_do_not_cover_each_other() -> None:
    assert plots.apart([100, 40, 104, 300]) == [100, 40, 100 + plots.LINE, 300]


def test_every_axis_keeps_its_points_inside() -> None:
    axis = plots.Axis(10, 1_000, 400, 0)
    assert [axis.at(value) for value in (10, 100, 1_000)] == [400, 200, 0]


@pytest.mark.parametrize("plan", [FULL, QUICK], ids=["full", "quick"])
def test_nobody_sends_more_than_the_host_takes_from_one_person(plan: Plan) -> None:
    """1,500 at once and 200 a second after that: over it the figures would be about refusals."""
    assert all(plan.messages(people) * 1.1 / min(SENDERS, people) < 1_500 for people in plan.people)
