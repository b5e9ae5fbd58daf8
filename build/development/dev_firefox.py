"""Finds or installs what the tests in Firefox need: Node, puppeteer-core and Firefox itself."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from development import dev_lock, dev_node
from development.dev_environment import ROOT, Environment
from development.dev_system import Need

WANTED = ROOT / "tests" / "firefox"
FIREFOX = Need("firefox-esr|firefox", "firefox-esr", "firefox")
# The paths of the installers of macOS and Windows, which are not on the PATH.
PLACES = (
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    rf"{os.environ.get('PROGRAMFILES', '')}\Mozilla Firefox\firefox.exe",
)


@dataclass(frozen=True)
class Tools:
    """`modules` is the folder that holds node_modules."""

    node: str
    firefox: str
    modules: Path


def find() -> Tools | str:
    """Returns the tools, or a sentence that names a missing one. Raises RuntimeError if an installation fails."""
    node, firefox = shutil.which("node"), find_firefox()
    if node is None or shutil.which("npm") is None:
        return "Node 18 or newer with npm is needed to drive Firefox."
    if firefox is None:
        return "Firefox is not installed."
    if not install():
        raise RuntimeError("puppeteer-core could not be installed.")
    return Tools(node, firefox, folder())


def find_firefox() -> str | None:
    """Returns the path of Firefox, or None."""
    on_path = (shutil.which(name) for name in FIREFOX.name.split("|"))
    return next((path for path in (*on_path, *PLACES) if path and Path(path).is_file()), None)


def folder() -> Path:
    """Returns the folder for the packages, which is in .venv."""
    return Environment().venv / "firefox"


def install() -> bool:
    """Installs the locked puppeteer-core, which uses the installed browser. Returns whether that succeeded."""
    with dev_lock.alone(
        Environment().setup / "firefox-lock", "Waiting for another dev.py that installs puppeteer-core"
    ):
        return dev_node.install(WANTED, folder(), "what drives Firefox")
