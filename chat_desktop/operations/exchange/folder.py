"""Makes an archive of a folder that is to be imported, while it is sent."""

from pathlib import Path

from chat_desktop.files.zip_stream import Entry, ZipStream
from chat_desktop.operations.exchange.refused import ExchangeRefused

MOST_FILES = 200_000


def archive_of(folder: Path) -> ZipStream:
    """Returns the archive of a folder with all that is in it, symbolic links aside. Raises ExchangeRefused, OSError."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    if len(paths) > MOST_FILES:
        raise ExchangeRefused("folder_many_files", {"folder": str(folder), "n": MOST_FILES})
    return ZipStream([_entry(folder, path) for path in paths], has_paths=True)


def _entry(folder: Path, path: Path) -> Entry:
    state = path.stat()
    return Entry(path, path.relative_to(folder).as_posix(), state.st_size, int(state.st_mtime * 1000))
