"""Writes build/locks/*.txt from pyproject.toml: `python build/lock.py`, or with `--upgrade` for newer versions.

One file a layer, so that a machine without a screen never downloads Qt. All layers come from one resolution, so any of
them may be installed beside any other. Needs `uv` on the PATH; installing the locks needs pip alone.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "build" / "locks"
GROUPS = ("build", "test", "lint", "package")
LAYERS: dict[str, list[str]] = {
    "serve": ["pyproject.toml"],
    "desktop": ["pyproject.toml", "--extra", "desktop"],
    **{group: ["--group", f"pyproject.toml:{group}"] for group in GROUPS},
}
# No addresses, no paths and no command lines in a lock: it must read the same wherever it was made.
FLAGS = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"]


def main(arguments: list[str]) -> int:
    uv = shutil.which("uv")
    if uv is None:
        print("build/lock.py needs uv: pip install uv", file=sys.stderr)
        return 1
    LOCKS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        everything = Path(folder) / "everything.txt"
        # uv prefers the versions that it finds in its output file, so that a new dependency moves nothing else.
        everything.write_text("".join(lock.read_text() for lock in sorted(LOCKS.glob("*.txt"))))
        compile_lock(uv, ["pyproject.toml", "--all-extras", *groups()], everything, arguments)
        for layer, sources in LAYERS.items():
            compile_lock(uv, [*sources, "--constraint", str(everything)], LOCKS / f"{layer}.txt", [])
    return 0


def groups() -> list[str]:
    return [word for group in GROUPS for word in ("--group", group)]


def compile_lock(uv: str, sources: list[str], output: Path, more: list[str]) -> None:
    command = [uv, "pip", "compile", *FLAGS, *more, *sources, "--output-file", str(output)]
    subprocess.run(command, cwd=ROOT, check=True)
    packages = [line for line in output.read_text().splitlines() if line[:1].isalnum()]
    print(f"{output.name}: {len(packages)} packages")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
