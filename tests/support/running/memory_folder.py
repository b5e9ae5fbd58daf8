"""Puts the files of tests into memory where the system offers that.

Every office syncs each transaction to the disk, which takes 1 to 5 ms. In a whole run that would be minutes. Files in
memory are synced too; tests/faults/support/disk.c tests power cuts, and records the syncs itself.
"""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
# A whole run writes some 0.2 GB. Containers often have 64 MB there.
LEAST_FREE_BYTES = 1_000_000_000


def use() -> None:
    """Sets the folder for temporary files of this process and its children, unless TMPDIR is set already."""
    if "TMPDIR" not in os.environ and is_suitable(MEMORY):
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # it may have been looked up before


def is_suitable(folder: Path) -> bool:
    """Returns whether tests can write large files and start programs in the folder."""
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return False
    may_execute = not os.statvfs(folder).f_flag & os.ST_NOEXEC
    return may_execute and shutil.disk_usage(folder).free >= LEAST_FREE_BYTES
