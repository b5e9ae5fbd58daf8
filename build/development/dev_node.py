"""Installs packages for Node at the versions and hashes of a package-lock.json."""

import filecmp
import shutil
import subprocess
from pathlib import Path

from development.dev_progress import Step, say

LOCK = "package-lock.json"
MANIFEST = "package.json"


def install(wanted: Path, folder: Path, title: str) -> bool:
    """Installs the lock of `wanted` in `folder`/node_modules. Returns False and prints npm's output when that fails."""
    done = folder / "node_modules" / LOCK
    if done.is_file() and filecmp.cmp(wanted / LOCK, done, shallow=False):
        return True
    shutil.rmtree(folder / "node_modules", ignore_errors=True)
    if folder != wanted:
        folder.mkdir(parents=True, exist_ok=True)
        for name in (MANIFEST, LOCK):
            shutil.copy(wanted / name, folder / name)
    command = [shutil.which("npm") or "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    with Step(f"Installing {title}"):
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if ran.returncode:
        say(f"{title} could not be installed. npm says:\n{ran.stderr[-800:]}")
        return False
    shutil.copy(wanted / LOCK, done)  # written last, so that an interrupted installation has none
    return True
