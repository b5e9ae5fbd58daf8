"""Reads collections of files: `python3 dev.py corpus PLACE ...`. PLACE is a folder, or the archive of a source package.

    apt-get source --download-only exiv2        # or pip download --no-binary :all:, or npm pack
    python3 dev.py corpus exiv2_*.orig.tar.gz

The exit status is 1 when a process did not outlive a file, or when a picture that people download still tells of a
camera or a person.
"""

import argparse
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.corpus import sources
from benchmarks.corpus.measured import Outcome, Reader

STATES = ("made", "plain", "refused", "failed", "no picture")
SLOWEST = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a table, and what went wrong."""
    parser = argparse.ArgumentParser(prog="dev.py corpus", description="Read files of strangers as the host does.")
    parser.add_argument("places", nargs="+", type=Path, metavar="PLACE", help="a folder, or an archive (tar or zip)")
    asked = parser.parse_args(arguments)
    if sys.platform != "linux":
        print("The command reads what a process uses from Linux's /proc: run it there.")
        return 2
    found: list[Outcome] = []
    print(f"| files of | {' | '.join(STATES)} | ended | CPU s, median | most | memory MB, most |")
    print(f"|---|{'---:|' * (len(STATES) + 4)}")
    for place in asked.places:
        some = read(place)
        print(row(place.name, some), flush=True)
        found += some
    print(row("all", found))
    return tell(found)


def read(place: Path) -> list[Outcome]:
    """Reads every file of a place. Raises ValueError for what is no folder and no archive."""
    with tempfile.TemporaryDirectory() as unpacked, tempfile.TemporaryDirectory() as made:
        reader = Reader(Path(made))
        try:
            return [reader.read(path) for path in sources.files_of(sources.unpacked(place, Path(unpacked)))]
        finally:
            reader.close()


def row(name: str, outcomes: Sequence[Outcome]) -> str:
    """One line of the table."""
    states = Counter(one.state for one in outcomes)
    decoded = [one for one in outcomes if one.state != "no picture"]
    cpu = [one.cpu for one in decoded] or [0.0]
    counts = " | ".join(str(states[state]) for state in STATES)
    figures = f"{statistics.median(cpu):.3f} | {max(cpu):.2f} | {max((one.memory for one in decoded), default=0.0):.0f}"
    return f"| {name} | {counts} | {sum(one.ended for one in outcomes)} | {figures} |"


def tell(outcomes: Sequence[Outcome]) -> int:
    """Prints the slowest files, and those that are at fault. Returns the exit status."""
    print("\nThe slowest:")
    for one in sorted(outcomes, key=lambda outcome: -outcome.cpu)[:SLOWEST]:
        print(f"  {one.cpu:.2f} s, {one.memory:.0f} MB, {one.state}: {one.path.name}")
    faults = [one for one in outcomes if one.ended or one.told]
    for one in faults:
        fault = "ended the process" if one.ended else f"tells {', '.join(one.told)}"
        print(f"  {fault}: {one.path}")
    never = sources.endings(one.path for one in outcomes if one.state == "no picture")
    print(f"\nNever decoded, and saved when they are opened: {' '.join(never)}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
