"""Measures the cold start until the first response, compared with the import of the third-party packages."""

import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks import office
from benchmarks.bench import Bench, Row, median, say
from benchmarks.parts import frozen
from benchmarks.plan import Plan
from benchmarks.servers import ROOT, SURROUNDINGS, started_host
from benchmarks.usage import of

FROZEN = ROOT / "dist" / "chat-desktop" / "chat-desktop"
OURS = "chat_desktop"
IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+([\w.]+)")
# `-X importtime` reports what was imported, so that no list of packages has to be kept.
SERVE = "import chat_desktop.runtime.headless, engineio.async_drivers.gevent"


def start(bench: Bench, plan: Plan) -> list[Row]:
    """Measures starts of the program, and of the frozen executable if it was built."""
    say(f"  {plan.starts} starts")
    packages = _third_party()
    with tempfile.TemporaryDirectory() as place:
        made = office.make(Path(place) / "office", 2)
        alone = frozen.importer(packages, Path(place)) if FROZEN.exists() else None
        rows = [_turn(made.folder, packages, alone) for _ in range(plan.starts)]
    return [median(rows)]


def imports() -> Counter[str]:
    """Returns the microseconds for importing each top-level package of a headless host, without its imports."""
    command = [sys.executable, "-X", "importtime", "-c", SERVE]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env=SURROUNDINGS).stderr
    spent: Counter[str] = Counter()
    for micros, name in IMPORT.findall(told):
        spent[name.split(".")[0]] += int(micros)
    return spent


def _turn(folder: Path, packages: list[str], frozen_importer: Path | None) -> Row:
    # It exits without cleaning up, which is not part of a start.
    row = _alone([sys.executable, "-c", f"import os, {', '.join(packages)}; os._exit(0)"], "import")
    row |= _ready([sys.executable, "-m", OURS], folder, "ready")
    if frozen_importer:
        row |= _alone([str(frozen_importer)], "frozen_import")
        row |= _ready([str(FROZEN)], folder, "frozen")
    return row


def _ready(command: list[str], folder: Path, name: str) -> Row:
    with started_host(command, folder) as (process, _, ready_s):
        return {f"{name}_s": ready_s, f"{name}_cpu_s": of(process.pid).cpu}


def _alone(command: list[str], name: str) -> Row:
    """Returns the wall-clock and CPU seconds of a program that only imports."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, cwd=ROOT, check=True, env=SURROUNDINGS)
    wall, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return {f"{name}_s": wall, f"{name}_cpu_s": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


def _third_party() -> list[str]:
    """Returns all third-party modules that a headless host imports before it starts."""
    code = f"import sys, {SERVE.removeprefix('import ')}; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    modules = told.stdout.split()
    return [name for name in modules if _is_third_party(name)]


def _is_third_party(name: str) -> bool:
    top = name.split(".")[0]
    return top not in sys.stdlib_module_names and top != OURS and not top.startswith("_") and name.isascii()
