"""Tells how long the computer has slept, from two clocks of the system: one that stops while it sleeps, and one that
goes on. Neither follows a person who sets the time."""

import sys
import time


def slept() -> float:
    """Returns the seconds for which the computer has slept since it was started; 0 where the system does not tell."""
    if sys.platform == "win32":
        return _slept_on_windows()
    if sys.platform == "darwin":
        return max(0.0, time.clock_gettime(time.CLOCK_MONOTONIC) - time.clock_gettime(time.CLOCK_UPTIME_RAW))
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    if boot is None:
        return 0.0
    return max(0.0, time.clock_gettime(boot) - time.clock_gettime(time.CLOCK_MONOTONIC))


def _slept_on_windows() -> float:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - the type checker knows it on Windows alone
    awake = ctypes.c_ulonglong()
    if not kernel.QueryUnbiasedInterruptTime(ctypes.byref(awake)):
        return 0.0
    kernel.GetTickCount64.restype = ctypes.c_ulonglong
    # The one counts 100 ns and stops while the computer sleeps; the other counts ms and goes on.
    return max(0.0, float(kernel.GetTickCount64()) / 1_000 - awake.value / 10_000_000)
