"""What a process has cost, read from outside."""

import subprocess
import sys

import pytest

from benchmarks import usage

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the benchmarks read Linux's accounts")

SPIN = "import time; end = time.process_time() + 0.2\nwhile time.process_time() < end: pass\nprint(flush=True); input()"


def test_cpu_and_memory_are_the_other_process_s_own() -> None:
    with subprocess.Popen([sys.executable, "-c", SPIN], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        found = usage.of(process.pid)
        process.communicate(b"\n")
    assert 0.2 <= found.cpu < 5
    assert 1_000 < found.memory < 200_000
    assert found.threads == 1


def test_who_is_gone_has_no_accounts() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    with pytest.raises(ProcessLookupError):
        usage.of(process.pid)
