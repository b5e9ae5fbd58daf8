"""Makes one archive of a frozen folder, for systems without a package of ours."""

import gzip
import platform
import shutil
import sys
import tarfile
from pathlib import Path

SYSTEMS = {"linux": "linux", "darwin": "macos", "win32": "windows"}


def system_name() -> str:
    """Returns the name of this system and its processor in the names of files, such as `linux-x86_64`."""
    machine = platform.machine().lower().replace("amd64", "x86_64")
    return f"{SYSTEMS.get(sys.platform, sys.platform)}-{machine}"


def make(folder: Path, version: str, target: Path, epoch: int) -> Path:
    """Writes FOLDER-VERSION-SYSTEM.tar.gz into `target` and returns its path. Links and modes are kept."""
    made = target / f"{folder.name.replace(' ', '-')}-{version}-{system_name()}.tar.gz"
    with (
        made.open("wb") as raw,
        # The header has no name and no time of the build.
        gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=raw, mtime=epoch) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in [folder, *sorted(folder.rglob("*"))]:
            add(archive, path, path.relative_to(folder.parent), epoch)
    return made


def add(archive: tarfile.TarFile, path: Path, name: Path, epoch: int) -> None:
    """Adds one file, link or folder, without its owner and its time."""
    member = archive.gettarinfo(path, name.as_posix())
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = epoch
    if not member.issym():
        member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
    if member.islnk():  # a second name of a file that tarfile has seen: written whole, as installers expect
        member.type, member.size = tarfile.REGTYPE, path.stat().st_size
    if not member.isreg():
        archive.addfile(member)
        return
    with path.open("rb") as content:
        archive.addfile(member, content)


def available(tool: str) -> bool:
    """Returns whether a program that makes an installer is on this computer."""
    return shutil.which(tool) is not None
