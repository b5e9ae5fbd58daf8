"""Measures search: how long queries take while messages are posted, what the index costs, and what others notice."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks import servers
from benchmarks.bench import Bench, Row, median, say
from benchmarks.generator import drive
from benchmarks.office import OfficeFile
from benchmarks.parts.connections import check
from benchmarks.plan import Plan
from benchmarks.search import corpus, filling, measuring, queries

SAMPLE = 20_000  # messages of the corpus from which queries are made
MOST_QUERY_MS, MOST_POST_RATIO, MOST_SIZE_RATIO, MOST_BESIDE_RATIO = 50, 1.25, 0.35, 1.5
LARGE = 1_000_000  # messages
SEARCHERS = 20
PER_SEARCHER = 5  # queries a second, as of a page whose person types without a pause
TURNS, POSTS, PAGES = 5, 200, 200  # in each turn, with and without searches
RATE = 50  # posts a second


def search(bench: Bench, plan: Plan) -> list[Row]:
    """Measures search in offices of each size."""
    rows: list[Row] = []
    for count in plan.search:
        say(f"  {count:,} messages: writing them")
        with _office(bench.place, count) as made:
            say(f"  {count:,} messages: the index and its queries")
            rows += _in_process(made, count, bench.rounds)
            say(f"  {count:,} messages: posting and paging beside {SEARCHERS} people who search")
            rows += _beside(made, count, bench.rounds)
    return rows


@contextlib.contextmanager
def _office(place: Path, messages: int) -> Iterator[OfficeFile]:
    folder = place / f"search-{messages}"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield filling.make(folder, messages)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sample(messages: int) -> list[str]:
    return list(corpus.Corpus().messages(min(messages, SAMPLE)))


def _in_process(made: OfficeFile, count: int, rounds: int) -> list[Row]:
    office = measuring.Office(made.folder)
    try:
        bodies = _sample(count)
        built = measuring.build(office)
        size = built["search_mb"] / built["chat_mb"]
        rows = [
            _row(count, "making the index, CPU, s", built["build_s"]),
            _row(count, "merging it, CPU, s", built["merge_s"]),
            _row(count, "the index, MB", built["search_mb"]),
            # The words of a small office are new more often.
            _row(count, "the index, as a part of the database", size, MOST_SIZE_RATIO if count >= LARGE else None),
        ]
        names = [f"person-{number}" for number in range(2, 12)]
        classes = queries.classes(bodies, names)
        for name, times in measuring.queries_under_load(office, classes, bodies).items():
            spread = {"p95": times["p95"], "cpu_p95": times["cpu_p95"]}
            rows.append({**_row(count, f"{name}, ms", times["p50"], MOST_QUERY_MS), **spread})
        cost = measuring.post_cost(office, bodies, rounds)
        rows.append(_row(count, "a post without an index, CPU of the writer, us", cost["without_us"]))
        rows.append(_row(count, "a post with the index behind it, CPU of the writer, us", cost["behind_us"]))
        ratio = cost["behind_us"] / cost["without_us"]
        rows.append(_row(count, "the second to the first", ratio, MOST_POST_RATIO))
        return rows
    finally:
        office.close()


def _beside(made: OfficeFile, count: int, rounds: int) -> list[Row]:
    texts = [text for some in queries.classes(_sample(count), ["person-2"]).values() for text in some]
    work = {"people": 2, "warm_up": 100, "turns": TURNS, "messages": POSTS, "requests": PAGES}
    work |= {"searchers": SEARCHERS, "rate": RATE}
    with servers.host(made) as server:
        runs = [drive(server, "search", texts=texts, per_searcher=PER_SEARCHER, **work) for _ in range(rounds)]
    found = median([_figures(run.result) for run in runs])
    rows = [
        _row(count, "searches a second over the network", found["per_second"]),
        _row(count, "such a search: p95, ms", found["search_p95"]),
    ]
    for what in ("post", "page"):
        alone, beside = found[f"{what}_alone"], found[f"{what}_beside"]
        rows.append(_row(count, f"a {what} without them: p99, ms", alone))
        rows.append(_row(count, f"a {what} beside them: p99, ms", beside))
        rows.append(_row(count, f"a {what} beside them, to one without them", beside / alone, MOST_BESIDE_RATIO))
    return rows


def _figures(result: Row) -> Row:
    for run in ("alone", "beside"):
        check(result[run], "missing", "refused", "lost")
    check(result["searches"], "refused")
    figures = {f"{what}_{run}": result[run][what]["p99"] for what in ("post", "page") for run in ("alone", "beside")}
    return {**figures, "per_second": result["searches"]["per_second"], "search_p95": result["searches"]["p95"]}


def _row(messages: int, what: str, found: float, most: float | None = None) -> Row:
    return {"messages": messages, "what": what, "found": round(found, 3), "most": most}
