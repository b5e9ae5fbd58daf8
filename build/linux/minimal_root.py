"""A minimal Debian in a folder, in which the frozen program shows that it needs nothing that we do not name.

As root, where debootstrap is installed:

  python3 build/linux/minimal_root.py trixie                      makes .roots/trixie and installs what the window needs
  python3 build/linux/minimal_root.py trixie PROGRAM [WORDS...]   and starts PROGRAM in it as a plain user

The proof itself is `python3 dev.py test --long tests/packaging/test_minimal_root.py`.
"""

import ctypes
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from frozen import driver_libraries

ROOT = Path(__file__).resolve().parents[2]
ROOTS = ROOT / ".roots"
SUITES = ("bookworm", "trixie")
USER = 12_345
_SOURCES = Path("/etc/apt")
_PATH = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
_UNMOUNT_LATER = 2  # MNT_DETACH
_TOOLS = ("debootstrap", "unshare", "pivot_root", "mount")


def why_not() -> str | None:
    """Why no root can be made here; None when it can."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "only root on Linux can make a minimal root"
    missing = [tool for tool in _TOOLS if shutil.which(tool, path=_PATH) is None]
    return f"not installed: {', '.join(missing)}" if missing else None


def make(suite: str, packages: Sequence[str] = ()) -> Path:
    """The folder of a root with these packages, made once for each set of them. Takes a minute the first time."""
    bare = ROOTS / suite
    if not bare.is_dir():
        _made_whole(bare, lambda fresh: _run("debootstrap", "--variant=minbase", suite, str(fresh), *_mirror()))
    if not packages:
        return bare
    furnished = ROOTS / f"{suite}-window"
    listed = furnished / "etc" / "chat-desktop-packages"
    if not listed.is_file() or listed.read_text().split() != list(packages):
        shutil.rmtree(furnished, ignore_errors=True)
        _made_whole(furnished, lambda fresh: _furnish(bare, fresh, packages))
    return furnished


def inside(root: Path, *shared: Path) -> list[str]:
    """The words before a command that start it in ROOT as a plain user, who sees the folders SHARED at their places.

    Everything that is mounted for it goes with its process, which keeps its id.
    """
    folders = [word for folder in shared for word in ("--share", str(folder))]
    return ["unshare", "--mount", sys.executable, str(Path(__file__).resolve()), "--enter", str(root), *folders, "--"]


def _enter(root: Path, shared: Sequence[Path], command: Sequence[str]) -> None:
    """Becomes the command. With pivot_root, since Chromium's sandbox makes no namespaces in a chroot."""
    _run("mount", "--bind", str(root), str(root))
    _run("mount", "-t", "proc", "proc", str(root / "proc"))
    _run("mount", "--rbind", "/dev", str(root / "dev"))
    # What is shared may lie in the one of this system, in folders that only root may enter.
    _run("mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", str(root / "dev" / "shm"))
    for folder in shared:
        place = root / str(folder).lstrip("/")
        place.mkdir(parents=True, exist_ok=True)
        _run("mount", "--bind", str(folder), str(place))
    (root / "old").mkdir(exist_ok=True)
    os.chdir(root)
    _run("pivot_root", ".", "old")
    os.chdir("/")
    if ctypes.CDLL(None).umount2(b"/old", _UNMOUNT_LATER):
        raise SystemExit("the old root stays")
    os.setgroups([])
    os.setgid(USER)
    os.setuid(USER)
    os.execvp(command[0], [*command])  # noqa: S606 (no shell is the point)


def _made_whole(place: Path, make_in: Callable[[Path], None]) -> None:
    """What is interrupted leaves no half of it."""
    place.parent.mkdir(exist_ok=True)
    fresh = place.with_name(f"{place.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    make_in(fresh)
    fresh.rename(place)


def _furnish(bare: Path, fresh: Path, packages: Sequence[str]) -> None:
    _run("cp", "-a", "--reflink=auto", str(bare), str(fresh))
    quiet = ["chroot", str(fresh), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    _run(*quiet, "update")
    _run(*quiet, "install", "--no-install-recommends", *packages)
    (fresh / "etc" / "chat-desktop-packages").write_text("\n".join(packages))


def _mirror() -> list[str]:
    """Where this machine itself gets Debian from; elsewhere debootstrap's own choice."""
    files = [_SOURCES / "sources.list", *sorted((_SOURCES / "sources.list.d").glob("*"))]
    for file in files:
        if file.suffix in (".list", ".sources") and file.is_file():
            lines = (line for line in file.read_text().splitlines() if not line.lstrip().startswith("#"))
            if found := re.search(r"https?://\S+/debian/?(?=\s|$)", "\n".join(lines)):
                return [found[0]]
    return []


def _run(*command: str) -> None:
    # Debian's tools lie where a plain user's PATH does not lead.
    environment = {**os.environ, "PATH": _PATH}
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, env=environment)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:3])} failed:\n{(done.stdout + done.stderr)[-2000:]}")


def main(words: Sequence[str]) -> int:
    if words[:1] == ["--enter"]:
        options, command = words[1 : words.index("--")], words[words.index("--") + 1 :]
        _enter(Path(options[0]), [Path(folder) for folder in options[2::2]], command)
    if not words or words[0] not in SUITES:
        print(__doc__)
        return 2
    if reason := why_not():
        print(f"No minimal root: {reason}.", file=sys.stderr)
        return 1
    root = make(words[0], driver_libraries.packages())
    if not words[1:]:
        print(root.relative_to(ROOT))
        return 0
    return subprocess.run([*inside(root, Path(words[1]).resolve().parent), *words[1:]], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
