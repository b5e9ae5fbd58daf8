"""Reads the CPU time and memory of a server process from Linux."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

CPU_CLOCK = 2  # CPUCLOCK_SCHED of the kernel's posix-timers: nanoseconds, where /proc/PID/stat counts in hundredths


@dataclass(frozen=True, slots=True)
class Usage:
    """CPU seconds of all threads (user and system), and memory in kB (proportional set size)."""

    cpu: float
    memory: int
    threads: int


def of(pid: int) -> Usage:
    """Returns the usage of a process. Raises ProcessLookupError when it has ended."""
    try:
        # glibc's clock_getcpuclockid computes the clock of another process in this way.
        cpu = time.clock_gettime((~pid << 3) | CPU_CLOCK)
    except OSError as problem:
        raise ProcessLookupError(pid) from problem
    return Usage(cpu, _memory(pid), len(os.listdir(f"/proc/{pid}/task")))  # noqa: PTH208 (a count, no paths)


def _memory(pid: int) -> int:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
