"""Creates .venv and keeps it up to date. It installs locked packages in layers, and stores the hash of each lock.

A stamp file in .venv lists the layers that are completely installed. It is removed before a change and written after
it. An interrupted set-up (Ctrl-C, kill, a full disk) leaves no stamp, and the next run starts from the beginning.
"""

import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from development import dev_lock, dev_pip, dev_system
from development.dev_progress import Step, say

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
STAMP = "chat-desktop-setup.json"


class SetupError(Exception):
    """The set-up cannot go on. The text is a sentence for the user."""


class Environment:
    """The virtual environment of a checkout."""

    def __init__(self, root: Path = ROOT) -> None:
        self.venv = root / ".venv"
        self.locks = root / "build" / "locks"
        self.stamp = self.venv / STAMP
        self.setup = root / ".venv-setup"

    @property
    def python(self) -> Path:
        """The Python of the environment."""
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def ensure(self, layers: Iterable[str]) -> None:
        """Installs the layers that are missing or whose lock has changed. Raises SetupError."""
        layers = tuple(layers)
        if not self.missing(layers):
            return
        with dev_lock.alone(self.setup / "lock", "Waiting for another dev.py that is setting up .venv"):
            missing = self.missing(layers)  # checked again, because another process may have installed them meanwhile
            if missing:
                self._make_venv()
                self._install(missing)

    def missing(self, layers: Iterable[str]) -> list[str]:
        """Returns the layers that are not installed at the versions of their locks, in the given order."""
        installed = self.installed()
        return [layer for layer in layers if installed.get(layer) != self.hash_of(layer)]

    def installed(self) -> dict[str, str]:
        """Returns {layer: hash of its lock}, which is empty when .venv is missing, incomplete or without its Python."""
        try:
            stamp = json.loads(self.stamp.read_text())
            layers = stamp["layers"] if self.python.exists() else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        return layers if isinstance(layers, dict) else {}

    def hash_of(self, layer: str) -> str:
        """Returns the SHA-256 of the layer's lock."""
        return hashlib.sha256((self.locks / f"{layer}.txt").read_bytes()).hexdigest()

    def remember(self, layers: dict[str, str]) -> None:
        """Writes the stamp file."""
        draft = self.stamp.with_suffix(".draft")
        draft.write_text(json.dumps({"python": platform.python_version(), "layers": layers}, indent=1))
        draft.replace(self.stamp)

    def _install(self, layers: list[str]) -> None:
        done = self.installed()
        for together in batches(layers):
            self.stamp.unlink(missing_ok=True)
            try:
                dev_pip.install(self.python, [self.locks / f"{layer}.txt" for layer in together], ", ".join(together))
            except dev_pip.PipError as error:
                if not error.touched:  # it failed before it changed anything
                    self.remember(done)
                raise SetupError(str(error)) from None
            done.update({layer: self.hash_of(layer) for layer in together})
            self.remember(done)

    def _make_venv(self) -> None:
        if self.installed():
            return
        self._remove_old()
        if importlib.util.find_spec("ensurepip") is None:
            self._get_ensurepip()
        with Step(f"Creating .venv for Python {platform.python_version()}"):
            made = subprocess.run(
                [sys.executable, "-m", "venv", str(self.venv)],
                capture_output=True,
                text=True,
                check=False,
                close_fds=False,
            )
        if made.returncode:
            raise SetupError(f".venv could not be created: {(made.stderr or made.stdout).strip()}")
        self.remember({})

    def _remove_old(self) -> None:
        if not self.venv.exists():
            return
        say("Removing a .venv whose set-up was not finished, or whose Python no longer exists")
        doomed = self.setup / f"doomed-{os.getpid()}"
        try:
            self.venv.rename(doomed)  # moved first, so that a partly removed .venv is never used
            shutil.rmtree(doomed)
        except OSError as error:
            raise SetupError(
                f"The old .venv cannot be removed ({error}). Close the program that uses it and try again."
            ) from None

    def _get_ensurepip(self) -> None:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not dev_system.install([package], "This Python comes without venv and pip"):
            raise SetupError("Then run the same command again.")


def batches(layers: list[str]) -> list[list[str]]:
    """Returns the layers in the order of installation: `build` first, which has the pinned pip, then the others."""
    rest = [layer for layer in layers if layer != "build"]
    return [batch for batch in (["build"] if "build" in layers else [], rest) if batch]
