"""Collects all licence notices of a frozen folder: ours, PyInstaller's and those of the system's libraries."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from chat_desktop.notices import collect

Notice = collect.Notice
DOCS = Path("/usr/share/doc")


def write(folder: Path, binaries: Iterable[tuple[str, str, str]]) -> str:
    """Writes notices.json into the folder and returns its path. Raises SystemExit when a licence text is missing."""
    found = [*collect.everything(), collect.notice_of(metadata.distribution("pyinstaller"))]
    found += system_libraries(source for _name, source, kind in binaries if kind != "SYMLINK")
    lacking = [notice["name"] for notice in found if not notice["text"].strip()]
    if lacking:
        raise SystemExit(f"No licence text was found for {', '.join(lacking)}: what has none cannot be shipped.")
    target = folder / "notices.json"
    target.write_text(json.dumps(sorted(found, key=lambda notice: notice["name"].lower()), indent=1), encoding="utf-8")
    return str(target)


def system_libraries(sources: Iterable[str]) -> list[Notice]:
    """A notice for each Debian package that a bundled library comes from. Elsewhere than on Debian: none."""
    if not sys.platform.startswith("linux") or not shutil.which("dpkg-query"):
        return []
    libraries = {str(Path(source).resolve()) for source in sources if source.startswith(("/usr/lib/", "/lib/"))}
    return [notice for package in sorted(owners(libraries)) if (notice := debian_notice(package))]


def owners(files: Iterable[str]) -> set[str]:
    """The packages that own the files. A merged /usr is known to dpkg by both names, hence the second spelling."""
    asked = [spelling for file in files for spelling in (file, file.removeprefix("/usr"))]
    if not asked:
        return set()
    told = subprocess.run(["dpkg-query", "--search", *asked], capture_output=True, text=True, check=False).stdout
    return {line.split(":")[0] for line in told.splitlines() if ": " in line}


def debian_notice(package: str) -> Notice | None:
    text = DOCS / package / "copyright"
    if not text.is_file():
        return None
    told = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}\n", package], capture_output=True, text=True, check=True
    )
    words = text.read_text(encoding="utf-8", errors="replace")
    version = told.stdout.split()[0]
    return {"name": package, "version": version, "licence": named(words), "text": words}


def named(text: str) -> str:
    """The short names of the licences in a machine-readable copyright file, or where to look."""
    names = dict.fromkeys(line.strip() for line in re.findall(r"^License:[ \t]*(\S.*)$", text, re.MULTILINE))
    return ", ".join(names) or "as the text says"
