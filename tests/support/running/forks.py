"""Runs work in a fork of a process without threads, and says how it ended."""

import os
import sys
from collections.abc import Callable

from chat_desktop.operations.backup.failures import BackupFailed


def forked(work: Callable[[], object]) -> int:
    """Returns the id of the process. Its status is 0, 1 when the work has failed in order, or 2."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BackupFailed as problem:
            print(problem, file=sys.stderr)
            os._exit(1)
        finally:
            os._exit(2)
    return child


def status_of(child: int) -> int:
    """Waits for the end of the process and returns its status, or the negative number of the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
