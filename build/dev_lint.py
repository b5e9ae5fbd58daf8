"""Everything that reads the source without running it."""

import filecmp
import os
import shutil
import subprocess
from pathlib import Path

from dev_environment import ROOT, Environment
from dev_progress import Step, say

TYPED = ["chat_desktop", "tests", "dev.py", "build"]


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


def passes(title: str, command: list[str]) -> bool:
    say(f"-- {title}")
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def page_passes(environment: Environment) -> bool:
    """The page is plain JavaScript with types in comments: tsc reads them and writes nothing."""
    settings = ROOT / "webui" / "tsconfig.json"
    if not settings.is_file() or not shutil.which("node") or not shutil.which("npm"):
        say("-- tsc: skipped, it needs node and npm" if settings.is_file() else "-- tsc: webui/ has no tsconfig.json")
        return True
    compiler = install_compiler(environment)
    return compiler is not None and passes("tsc", ["node", str(compiler), "--noEmit", "--project", str(settings)])


def install_compiler(environment: Environment) -> Path | None:
    """TypeScript in .venv/node, as build/node/package-lock.json pins it: it goes when .venv goes."""
    wanted = ROOT / "build" / "node"
    folder = environment.venv / "node"
    compiler = folder / "node_modules" / "typescript" / "bin" / "tsc"
    lock = "package-lock.json"
    if compiler.is_file() and (folder / lock).is_file() and filecmp.cmp(wanted / lock, folder / lock, shallow=False):
        return compiler
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(wanted, folder)
    npm = "npm.cmd" if os.name == "nt" else "npm"
    command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    with Step("Installing TypeScript"):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode or not compiler.is_file():
        (folder / lock).unlink()  # so that the next run tries again
        say(f"TypeScript could not be installed. npm says:\n{done.stderr[-800:]}")
        return None
    return compiler
