"""Runs every check that reads the source without running it."""

import shutil
import subprocess
from pathlib import Path

from development import dev_node
from development.dev_environment import ROOT, Environment
from development.dev_progress import say

WANTED = ROOT / "build" / "node"
COMPILER = Path("node_modules", "typescript", "bin", "tsc")
TYPED = ["chat_desktop", "tests", "benchmarks", "dev.py", "build"]


def lint(environment: Environment, words: list[str]) -> int:
    """Runs every check, even if one fails, and returns the exit status. `--fix` lets ruff repair what it can."""
    python = str(environment.python)
    fix = "--fix" in words
    checks = [
        ("ruff check", [python, "-m", "ruff", "check", *(["--fix"] if fix else []), "."]),
        ("ruff format", [python, "-m", "ruff", "format", *([] if fix else ["--check"]), "."]),
        ("mypy --strict", [python, "-m", "mypy", "--strict", *TYPED]),
    ]
    failed = [title for title, command in checks if not passes(title, command)]
    if not page_passes(environment):
        failed.append("tsc")
    say("lint: " + (f"{', '.join(failed)} failed" if failed else "all good"))
    return 1 if failed else 0


def passes(title: str, command: list[str], folder: Path = ROOT) -> bool:
    """Runs a check and returns whether it passed."""
    say(f"-- {title}")
    return subprocess.run(command, cwd=folder, check=False).returncode == 0


def page_passes(environment: Environment) -> bool:
    """Checks the types of the page, which are in comments, with tsc. Returns True if Node is not installed."""
    if not shutil.which("node") or not shutil.which("npm"):
        say("-- tsc: skipped, it needs node and npm")
        return True
    folder = environment.venv / "node"
    if not install_compiler(folder):
        return False
    lay_out(folder)
    command = ["node", str(folder / COMPILER), "--project", "tsconfig.json"]
    return passes("tsc", command, folder)


def lay_out(folder: Path) -> None:
    """Copies the page's own modules beside the type declarations of the vendored ones.

    The vendored files are minified and have no types. Their declarations come from npm, and do not belong into the
    folder that is served.
    """
    page = folder / "webui"
    shutil.rmtree(page, ignore_errors=True)
    shutil.copytree(ROOT / "webui" / "app", page / "app")
    shutil.copytree(WANTED / "vendor", page / "vendor")
    shutil.copy(WANTED / "tsconfig.json", folder)


def install_compiler(folder: Path) -> bool:
    """Installs the locked TypeScript and declarations in .venv/node. Returns whether that succeeded."""
    return dev_node.install(WANTED, folder, "TypeScript")
