"""Checks that limits of time are those of the program, not of a busy machine."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.support.clocks.stopwatch import Stopwatch, at_most


class Clock:
    now = 100.0

    def monotonic(self) -> float:
        return self.now


def test_it_counts_without_the_time_in_which_the_machine_was_busy() -> None:
    clock = Clock()
    watch = Stopwatch(clock)
    clock.now += 5.0
    watch.note_pause(asked=0.02, lasted=3.02)
    watch.note_pause(asked=0.02, lasted=0.01)
    assert watch.seconds == pytest.approx(2.0)


def test_what_waits_by_itself_is_too_slow() -> None:
    with pytest.raises(AssertionError, match="it waits"), at_most(0.05, "it waits"):
        time.sleep(0.5)


def test_what_fails_keeps_its_error() -> None:
    with pytest.raises(KeyError), at_most(100.0):
        raise KeyError


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that stops a process")
def test_a_process_that_was_stopped_has_not_been_slow() -> None:
    script = """if True:
        import time
        from tests.support.clocks.stopwatch import Stopwatch
        with Stopwatch() as watch:
            print("begun", flush=True)
            input()
            print(watch.seconds)
    """
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", script], stdin=pipe, stdout=pipe, text=True) as watching:
        assert watching.stdin
        assert watching.stdout
        assert watching.stdout.readline() == "begun\n"
        os.kill(watching.pid, signal.SIGSTOP)
        time.sleep(1.0)  # what the process loses
        os.kill(watching.pid, signal.SIGCONT)
        time.sleep(0.1)  # its thread has seen that
        began = time.monotonic()
        watching.stdin.write("\n")
        watching.stdin.flush()
        assert float(watching.stdout.readline()) < 1.0 + time.monotonic() - began
