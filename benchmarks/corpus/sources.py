"""Collects files: those of folders, and those that archives of a package's source carry."""

import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

MOST_BYTES = 200_000_000  # of one file: a bomb in an archive fills no disk
# What is code or text of the package itself is of no interest, and there is much of it.
LEFT_OUT = frozenset(
    f".{ending}"
    for line in (
        "c h cc cpp hpp py pyi rs go js mjs cjs ts map po pot m4 am in ac cmake md rst sh 1 3 html css",
        "json toml yml yaml lock patch diff java s asm sub pc def rc",
    )
    for ending in line.split()
)


def unpacked(place: Path, folder: Path) -> Path:
    """Returns the folder with the files of PLACE, a folder or an archive, which is unpacked in FOLDER.

    Raises ValueError for what is neither.
    """
    if place.is_dir():
        return place
    if tarfile.is_tarfile(place):
        with tarfile.open(place) as archive:
            members = (one for one in archive if one.size <= MOST_BYTES)
            archive.extractall(folder, members, filter=_safe)  # noqa: S202 (what lies outside is left out)
        return folder
    if zipfile.is_zipfile(place):
        with zipfile.ZipFile(place) as archive:
            some = [one for one in archive.infolist() if one.file_size <= MOST_BYTES]
            archive.extractall(folder, some)  # noqa: S202 (zipfile keeps all of it in the folder)
        return folder
    raise ValueError(f"{place} is no folder and no archive (tar or zip).")


def files_of(folder: Path) -> Iterator[Path]:
    """All files that may be pictures or documents, in an order that is the same each time."""
    return (path for path in sorted(folder.rglob("*")) if path.suffix.lower() not in LEFT_OUT and _is_file(path))


def _is_file(path: Path) -> bool:
    with suppress(OSError):
        return path.is_file() and not path.is_symlink() and 0 < path.stat().st_size <= MOST_BYTES
    return False


def _safe(member: tarfile.TarInfo, path: str) -> tarfile.TarInfo | None:
    """Leaves out links and what lies outside; a package may carry links to nothing."""
    if not (member.isfile() or member.isdir()):
        return None
    with suppress(tarfile.FilterError):
        return tarfile.data_filter(member, path)
    return None


def endings(paths: Iterable[Path]) -> list[str]:
    """Their endings, each once."""
    return sorted({path.suffix.lower().lstrip(".") or "-" for path in paths})
