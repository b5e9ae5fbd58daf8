"""The disks and sticks that are connected, as places for backups."""

import string
import sys
from contextlib import suppress
from pathlib import Path

MOST = 12


def connected(system: str = sys.platform, root: Path = Path("/")) -> list[Path]:
    """Returns where sticks and further disks are found on this computer now."""
    if system == "win32":
        return [drive for letter in string.ascii_uppercase[3:] if (drive := Path(f"{letter}:\\")).exists()][:MOST]
    pattern = "Volumes/*" if system == "darwin" else "media/*/*"
    found: list[Path] = []
    with suppress(OSError):
        found += [path for path in sorted([*root.glob(pattern), *root.glob("run/media/*/*")]) if path.is_mount()]
    return found[:MOST]
