"""Where things are: the data folder, and what we ship, in a checkout, a wheel and a frozen app."""

import sys
from pathlib import Path

from chat_desktop.errors import StartError

PACKAGE = Path(__file__).resolve().parent


def data_folder() -> Path:
    """The platform's folder for this person's data of ours; not made here. Raises StartError."""
    import platformdirs

    try:
        folder = platformdirs.user_data_path("chat-desktop", appauthor=False)
    except (OSError, RuntimeError, KeyError):
        folder = Path("~")
    if folder.parts[:1] == ("~",):  # an account without a home folder: it stays what it is
        raise StartError("This account has no home folder. Use --data DIR to choose where the office is stored.")
    return folder


def webui() -> Path:
    """The page's folder: beside the package in a checkout, in the bundle when frozen, in the wheel otherwise."""
    places = (_bundle() / "webui", PACKAGE / "_webui", PACKAGE.parent / "webui")
    return next((place for place in places if place.is_dir()), places[-1])


def migrations() -> Path:
    """The folder with Alembic's migrations."""
    return PACKAGE / "storage" / "migrations"


def notices() -> Path | None:
    """The licences of what is shipped, written by the build; None in a checkout."""
    return _existing(_bundle() / "notices.json", PACKAGE / "notices.json")


def icon(name: str = "chat-desktop.png") -> Path | None:
    return _existing(_bundle() / "icons" / name, PACKAGE.parent / "build" / "icons" / name)


def frozen() -> bool:
    return bool(getattr(sys, "frozen", False))


def checkout() -> bool:
    """Whether we run from a checkout, where files change while they are served; a wheel and a frozen app never do."""
    return not frozen() and not (PACKAGE / "_webui").is_dir()


def _bundle() -> Path:
    return Path(getattr(sys, "_MEIPASS", PACKAGE / "_bundle"))


def _existing(*places: Path) -> Path | None:
    return next((place for place in places if place.is_file()), None)
