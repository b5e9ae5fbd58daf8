"""Runs every check that reads the source without running it."""

import shutil
import subprocess
from pathlib import Path

import dev_node
from dev_environment import ROOT, Environment
from dev_progress import say

WANTED = ROOT / "build" / "node"
COMPILER = Path("node_modules", "typescript", "bin", "tsc")
TYPED = ["chat_desktop", "tests", "benchmarks", "dev.py", "build"]


def lint(environment: Environment, words: list[str]) -> int:
    """Runs every check, also after one has failed. `--fix` lets ruff mend what it can first."""
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
    say(f"-- {title}")
    return subprocess.run(command, cwd=folder, check=False).returncode == 0


def page_passes(environment: Environment) -> bool:
    """The page is plain JavaScript with types in comments: tsc reads them and writes nothing."""
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
    """Puts a copy of the page's own modules beside the type declarations of the vendored ones.

    The vendored files are minified and say nothing about types; their declarations come from npm, and neither those nor
    the settings belong into the folder that is served.
    """
    page = folder / "webui"
    shutil.rmtree(page, ignore_errors=True)
    shutil.copytree(ROOT / "webui" / "app", page / "app")
    shutil.copytree(WANTED / "vendor", page / "vendor")
    shutil.copy(WANTED / "tsconfig.json", folder)


def install_compiler(folder: Path) -> bool:
    """TypeScript and the declarations in .venv/node, as the lock pins them: they go when .venv goes."""
    return dev_node.install(WANTED, folder, "TypeScript")
