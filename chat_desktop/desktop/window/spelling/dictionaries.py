"""Finds the dictionaries of the system for Chromium's spell check, and converts those of hunspell.

Chromium reads its own format, BDIC. Debian 13, Fedora and Arch install such files with their hunspell dictionaries;
elsewhere Qt's tool `qwebengine_convert_dict` makes them. A file that a person puts into the folder is used too.
"""

import logging
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chat_desktop import atomic_write, child_processes

log = logging.getLogger(__name__)

FOLDER = "spelling"
"""The folder in the data folder that Chromium reads: links to files of the system, and what was converted."""

_READY = (
    "/usr/share/hunspell-bdic",
    "/usr/share/qt6/qtwebengine_dictionaries",
    "/usr/share/qtwebengine_dictionaries",
    "/usr/lib64/qt6/qtwebengine_dictionaries",
)
_HUNSPELL = ("/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/share/myspell")
_TOOL = "qwebengine_convert_dict"
_TOOL_FOLDERS = ("/usr/lib/qt6/libexec", "/usr/lib64/qt6/libexec", "/usr/lib/qt6", "/usr/lib/qt6/bin")
_NAME = re.compile(r"[a-z]{2,3}(?:[_-][A-Za-z0-9]{2,8}){0,2}")
_CONVERT_SECONDS = 120.0
_MOST = 200


@dataclass(frozen=True, slots=True)
class Places:
    """Where dictionaries and the tool are on this system."""

    ready: Sequence[str] = _READY
    hunspell: Sequence[str] = _HUNSPELL
    tool: str | None = None


def system_places() -> Places:
    """Returns the usual places of Linux."""
    path = shutil.which(_TOOL) or shutil.which(_TOOL, path=":".join(_TOOL_FOLDERS))
    return Places(tool=path)


def available(data: Path, places: Places) -> dict[str, Path]:
    """Returns {language: its file}, sorted: a BDIC file, or hunspell's if it can be converted. "de_DE" is one."""
    found: dict[str, Path] = {}
    folders = [(data / FOLDER, "bdic"), *((Path(folder), "bdic") for folder in places.ready)]
    folders += [(Path(folder), "dic") for folder in places.hunspell] if places.tool else []
    for folder, ending in folders:
        for file in sorted(folder.glob(f"*.{ending}"))[:_MOST]:
            other = file.with_suffix(".aff") if ending == "dic" else file
            if _NAME.fullmatch(file.stem) and file.is_file() and other.is_file():
                found.setdefault(file.stem.replace("-", "_"), file)
    return dict(sorted(found.items()))


def make_ready(data: Path, language: str, source: Path, places: Places) -> bool:
    """Puts the dictionary of LANGUAGE where Chromium finds it, and returns whether it is there.

    Blocks while it is converted."""
    target = data / FOLDER / f"{language}.bdic"
    if target.is_file():
        return True
    try:
        target.parent.mkdir(exist_ok=True)
        # A link to a dictionary that was removed since.
        target.unlink(missing_ok=True)
        if source.suffix == ".bdic":
            target.symlink_to(source)
            return True
    except OSError as problem:
        log.warning("The dictionary %s cannot be used: %s.", language, problem.strerror)
        return False
    return _convert(source, target, places.tool or "")


def for_locale(languages: Sequence[str], locale: str) -> str | None:
    """Returns the language of LOCALE ("de_AT") among LANGUAGES, or another of the same language, or None."""
    if locale in languages:
        return locale
    start = locale.partition("_")[0]
    return next((each for each in languages if each.partition("_")[0] == start), None)


def _convert(source: Path, target: Path, tool: str) -> bool:
    # The tool writes to a name of its own, so that a half-written file is never read.
    draft = target.with_suffix(".converting")
    done = child_processes.run([tool, str(source), str(draft)], _CONVERT_SECONDS)
    if done is None or done.status != 0 or not draft.is_file():
        log.warning("The dictionary %s cannot be converted.", source.name)
        draft.unlink(missing_ok=True)
        return False
    atomic_write.rename_over(draft, target)
    return True
