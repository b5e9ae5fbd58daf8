"""Finds the files of the program, in a checkout, a wheel and a frozen program."""

import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def webui() -> Path:
    """Returns the folder of the web UI, in the frozen bundle, in the wheel, or beside the package in a checkout."""
    places = (_bundle() / "webui", PACKAGE / "_webui", PACKAGE.parent / "webui")
    return next((place for place in places if place.is_dir()), places[-1])


def migrations() -> Path:
    """Returns the folder with the migrations of Alembic."""
    return PACKAGE / "storage" / "migrations"


def notices() -> Path | None:
    """Returns the file with the licences, written by the build; None in a checkout."""
    return _existing(_bundle() / "notices.json", PACKAGE / "notices.json")


def icon(name: str = "chat-desktop.png") -> Path | None:
    """Returns the icon file NAME, or None when there is none."""
    return _existing(_bundle() / "icons" / name, PACKAGE.parent / "build" / "icons" / name)


def frozen() -> bool:
    """Returns whether this is a frozen program, built by PyInstaller."""
    return bool(getattr(sys, "frozen", False))


def checkout() -> bool:
    """Returns whether the program runs from a checkout, where files may change while they are served."""
    return not frozen() and not (PACKAGE / "_webui").is_dir()


def _bundle() -> Path:
    return Path(getattr(sys, "_MEIPASS", PACKAGE / "_bundle"))


def _existing(*places: Path) -> Path | None:
    return next((place for place in places if place.is_file()), None)
