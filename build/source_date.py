"""The time that packages carry instead of the time of the build, so that the same sources give the same packages."""

import os
import subprocess
from pathlib import Path

# https://reproducible-builds.org/specs/source-date-epoch/
VARIABLE = "SOURCE_DATE_EPOCH"
FALLBACK = 1_767_225_600  # 2026-01-01, for sources without a history


def epoch(root: Path) -> int:
    """Returns seconds since 1970: the environment's SOURCE_DATE_EPOCH, or the time of the last commit."""
    given = os.environ.get(VARIABLE, "")
    if given.isdecimal():
        return int(given)
    asked = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return FALLBACK
    return int(told) if told.isdecimal() else FALLBACK


def set_times(folder: Path, seconds: int) -> None:
    """Gives every file and folder below `folder`, and the folder itself, this time."""
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (seconds, seconds), follow_symlinks=False)
