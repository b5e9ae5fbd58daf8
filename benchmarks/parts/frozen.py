"""Creates a frozen program that only imports packages, as a reference for the start of our executable."""

import subprocess
import sys
from pathlib import Path

NAME = "imports"


def importer(packages: list[str], place: Path) -> Path:
    """Builds an executable in `place` that imports `packages` and exits. It takes half a minute.

    Raises CalledProcessError when PyInstaller fails.
    """
    script = place / f"{NAME}.py"
    # It exits without cleaning up, which is not part of a start.
    script.write_text(f"import os, {', '.join(packages)}\nos._exit(0)\n")
    made = ["--noconfirm", "--onedir", "--name", NAME, "--workpath", str(place / "work"), "--specpath", str(place)]
    command = [sys.executable, "-m", "PyInstaller", *made, "--distpath", str(place / "dist"), str(script)]
    subprocess.run(command, cwd=place, check=True, capture_output=True)
    return place / "dist" / NAME / NAME
