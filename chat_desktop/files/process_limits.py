"""Limits what the current process may use, before it reads files of strangers.

On POSIX the kernel refuses more memory and ends a process that computes too long; on Windows a Job Object does both.
"""

import ctypes
import sys
import time
from ctypes import Structure, byref, c_int64, c_size_t, c_uint32, c_uint64, sizeof

MEMORY_BYTES = 512 * 1024**2
OUTPUT_BYTES = 256 * 1024**2  # of one file that it writes: a picture without its metadata may be as large
OPEN_FILES = 64
CPU_SECONDS = 10  # for one file
NICE = 10

# Names and numbers of the Windows API (winnt.h).
_EXTENDED_LIMITS = 9
_PROCESS_TIME, _ACTIVE_PROCESSES, _PRIORITY = 0x2, 0x8, 0x20
_PROCESS_MEMORY, _DIE_ON_ERROR, _KILL_ON_CLOSE = 0x100, 0x400, 0x2000
_BELOW_NORMAL = 0x4000
_PER_SECOND = 10_000_000  # units of 100 ns


class _BasicLimits(Structure):
    _fields_ = (
        ("per_process_user_time", c_int64),
        ("per_job_user_time", c_int64),
        ("flags", c_uint32),
        ("minimum_working_set", c_size_t),
        ("maximum_working_set", c_size_t),
        ("active_processes", c_uint32),
        ("affinity", c_size_t),
        ("priority_class", c_uint32),
        ("scheduling_class", c_uint32),
    )


class _ExtendedLimits(Structure):
    _fields_ = (
        ("basic", _BasicLimits),
        ("io_counters", c_uint64 * 6),
        ("process_memory", c_size_t),
        ("job_memory", c_size_t),
        ("peak_process_memory", c_size_t),
        ("peak_job_memory", c_size_t),
    )


class ProcessLimits:
    """The limits of this process. Keep the object for as long as it runs.

    Raises OSError when the system does not take them: then the process must not read anything."""

    def __init__(self, cpu_seconds: int = CPU_SECONDS, nice: int = NICE) -> None:
        """`cpu_seconds` are for one file, or one question. `nice` is added to the priority of POSIX."""
        self._cpu_seconds = cpu_seconds
        if sys.platform == "win32":
            self._job = _new_job(cpu_seconds)
        else:
            _limit_posix(nice)

    def allow_next(self) -> None:
        """Gives the next file its time. A process that is not done then is ended by the system. Raises OSError."""
        if sys.platform == "win32":
            _set_limits(self._job, _used_seconds() + self._cpu_seconds)
        else:
            import resource

            # Rounded up: whole seconds are all that the kernel knows.
            soft = int(_used_seconds()) + 1 + self._cpu_seconds
            resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _used_seconds() -> float:
    return time.process_time()


if sys.platform == "win32":

    def _new_job(cpu_seconds: int) -> int:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        job = kernel.CreateJobObjectW(None, None)
        if not job:
            raise ctypes.WinError(ctypes.get_last_error())
        _set_limits(job, cpu_seconds)
        if not kernel.AssignProcessToJobObject(ctypes.c_void_p(job), ctypes.c_void_p(kernel.GetCurrentProcess())):
            raise ctypes.WinError(ctypes.get_last_error())
        return int(job)

    def _set_limits(job: int, seconds: float) -> None:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        limits = _ExtendedLimits()
        flags = _PROCESS_TIME | _ACTIVE_PROCESSES | _PRIORITY | _PROCESS_MEMORY | _DIE_ON_ERROR | _KILL_ON_CLOSE
        limits.basic.flags = flags
        limits.basic.per_process_user_time = int(seconds * _PER_SECOND)
        limits.basic.active_processes = 1
        limits.basic.priority_class = _BELOW_NORMAL
        limits.process_memory = MEMORY_BYTES
        taken = kernel.SetInformationJobObject(ctypes.c_void_p(job), _EXTENDED_LIMITS, byref(limits), sizeof(limits))
        if not taken:
            raise ctypes.WinError(ctypes.get_last_error())

else:

    def _limit_posix(nice: int) -> None:
        import os
        import resource

        for what, most in (
            (resource.RLIMIT_AS, MEMORY_BYTES),
            (resource.RLIMIT_FSIZE, OUTPUT_BYTES),
            (resource.RLIMIT_NOFILE, OPEN_FILES),
            (resource.RLIMIT_CORE, 0),
        ):
            hard = resource.getrlimit(what)[1]
            limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
            try:
                resource.setrlimit(what, (limit, limit))
            except (OSError, ValueError):
                # macOS refuses a limit of the address space that is below what a process has at its start.
                if sys.platform != "darwin" or what != resource.RLIMIT_AS:
                    raise
        os.nice(nice)
