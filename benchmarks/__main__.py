"""Runs the benchmarks: `python3 dev.py bench [PART ...] [--quick] [--write]`."""

import argparse
import platform
import shutil
import sys
import time
from collections.abc import Callable

from benchmarks import report, results
from benchmarks.bench import Bench, Row, say
from benchmarks.parts import connections, files, messages, page, search, starting
from benchmarks.plan import FULL, QUICK, Plan
from benchmarks.servers import ROOT, SCRIPTS

PLACE = ROOT / ".bench"  # an ignored folder for offices and results

PARTS: dict[str, Callable[[Bench, Plan], list[Row]]] = {
    "closed": connections.closed_loop,
    "paced": connections.paced,
    "idle": connections.idle,
    "storm": connections.storm,
    "large_office": connections.large_office,
    "own": messages.own_cost,
    "rooms": connections.rooms,
    "history": messages.history,
    "record": messages.record,
    "start": starting.start,
    "page": page.page,
    "search": search.search,
    "files": files.files,
}
BY_NAME_ONLY = {"record"}  # needs minutes and gigabytes for the first run


def main() -> int:
    """Runs the parts that the arguments name, or all, and returns the exit status."""
    asked = _parser().parse_args()
    problem = _missing(asked.parts)
    if problem:
        say(problem)
        return 1
    plan = QUICK if asked.quick else FULL
    PLACE.mkdir(exist_ok=True)
    bench = Bench(PLACE, asked.rounds or plan.rounds)
    begun = time.monotonic()
    for name in asked.parts or [name for name in PARTS if name not in BY_NAME_ONLY]:
        say(f"{name} ({time.monotonic() - begun:.0f} s)")
        rows = PARTS[name](bench, plan)
        print(report.table(name, rows), flush=True)
        if not asked.quick:
            results.keep(PLACE, name, rows)
    if asked.write:
        report.write(ROOT / "docs", results.load(PLACE))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py bench", description="The host and the reference server in turn.")
    parser.add_argument("parts", nargs="*", metavar="PART", choices=[*PARTS, []], help=f"of {', '.join(PARTS)}")
    parser.add_argument(
        "--quick", action="store_true", help="small sizes, one round: under two minutes; figures are not stored"
    )
    parser.add_argument("--rounds", type=int, help="the number of rounds (default: 3; quick: 1)")
    parser.add_argument(
        "--write", action="store_true", help="write the stored figures to docs/performance.md and its plots"
    )
    return parser


def _missing(parts: list[str]) -> str | None:
    if platform.system() != "Linux":
        return "The benchmarks read a server's CPU and memory from Linux's /proc: run them there."
    if parts == ["page"]:
        return None
    if shutil.which("node") is None or not (SCRIPTS / "node_modules").is_dir():
        return "The load generator needs Node 20 and its packages: start it with `python3 dev.py bench`."
    if "files" in (parts or PARTS):
        return files.missing()
    return None


if __name__ == "__main__":
    sys.exit(main())
