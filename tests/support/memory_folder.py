"""Puts the files of tests into memory where the system offers that.

Every office syncs each transaction to the disk, and a disk answers in 1 to 5 ms: a whole run waited minutes for that.
The syncs are made all the same; what a power cut leaves is the matter of tests/faults/disk.c, which keeps count itself.
"""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
# A whole run writes some 0.2 GB. Containers often have 64 MB there.
LEAST_FREE_BYTES = 1_000_000_000


def use() -> None:
    """For this process and those that it starts, unless TMPDIR says already where files are to go."""
    if "TMPDIR" not in os.environ and is_suitable(MEMORY):
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # it may have been looked up before


def is_suitable(folder: Path) -> bool:
    """Tests write there, and start programs that they have written there."""
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return False
    may_execute = not os.statvfs(folder).f_flag & os.ST_NOEXEC
    return may_execute and shutil.disk_usage(folder).free >= LEAST_FREE_BYTES
