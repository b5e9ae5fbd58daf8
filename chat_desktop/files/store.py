"""Where the bytes of files are: each once, under its hash, and uploads under way beside them."""

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from chat_desktop.atomic_write import rename_over, sync_folder
from chat_desktop.files import gradual_removal
from chat_desktop.files.made import COPY, FORMS, made_path

FREE_BYTES = 2 * 10**9  # of the disk stay free for the office itself, or
FREE_SHARE = 0.05  # this share of the disk, whichever is more


MEASURE_SECONDS = 2.0  # for so long files are counted that no row knows the size of


class Disk(NamedTuple):
    """The disk that holds the files, in bytes. `floor` is kept free. `made` is None where counting takes too long."""

    total: int
    free: int
    floor: int
    made: int | None
    unfinished: int | None


class FileStore:
    """The files below FOLDER. Every call may take as long as the disk does, so none is made on the hub."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._uploads, self.made = folder / "uploads", folder / "made"
        self.incoming = folder / "incoming"  # files that are being copied here by an import

    def prepare(self) -> None:
        """Makes the folders, which nobody else on this computer can read. Raises OSError."""
        for folder in (self._folder, self._uploads, self.made):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.rmtree(self.incoming, ignore_errors=True)  # of an import that was killed

    def path(self, file_hash: str) -> Path:
        """Returns where the bytes with this hash are kept."""
        return self._folder / f"{file_hash[:2]}/{file_hash[2:4]}/{file_hash}"

    def upload_path(self, upload_id: str) -> Path:
        """Returns where the bytes of an upload grow."""
        return self._uploads / upload_id

    def made_path(self, file_hash: str, form: str) -> Path:
        """Returns where a form of a picture is kept that was made of the bytes with this hash."""
        return made_path(self.made, file_hash, form)

    def remove_parts(self) -> None:
        """Removes pictures that were not made to their end, because the host was killed. Raises OSError."""
        for path in self.made.glob("*.part"):
            path.unlink(missing_ok=True)

    def keep(self, upload_id: str, file_hash: str) -> Path:
        """Keeps a finished upload under its hash, on the disk for good. Raises OSError."""
        return self.keep_file(self.upload_path(upload_id), file_hash)

    def keep_file(self, source: Path, file_hash: str) -> Path:
        """As `keep`, of a finished file on the same disk. Raises OSError."""
        target = self.path(file_hash)
        if target.exists():
            gradual_removal.remove(source)
            return target
        for folder in (target.parent.parent, target.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
        _sync(source)
        rename_over(source, target)
        for folder in (target.parent, target.parent.parent, self._folder):  # each may be new
            sync_folder(folder)
        return target

    def give_back(self, upload_id: str, file_hash: str) -> None:
        """Makes an upload of kept bytes again, which no row refers to. Raises OSError."""
        rename_over(self.path(file_hash), self.upload_path(upload_id))

    def remove(self, file_hash: str) -> None:
        """Removes the bytes with this hash, and what was made of them. One that is open on Windows stays."""
        gradual_removal.await_room()
        with contextlib.suppress(OSError):
            gradual_removal.remove(self.path(file_hash))
        self.remove_made(file_hash)

    def remove_made(self, file_hash: str) -> None:
        """Removes what was made of the bytes with this hash."""
        for form in (*FORMS, COPY):
            with contextlib.suppress(OSError):
                self.made_path(file_hash, form).unlink(missing_ok=True)

    def remove_upload(self, upload_id: str) -> None:
        """Removes what has arrived of an upload."""
        with contextlib.suppress(OSError):
            gradual_removal.remove(self.upload_path(upload_id))

    def unfinished(self) -> list[str]:
        """Returns the ids of the uploads of which bytes are here."""
        with contextlib.suppress(OSError):
            return [path.name for path in self._uploads.iterdir()]
        return []

    def hashes(self) -> Iterator[str]:
        """Yields the hashes of all bytes that are kept."""
        for path in self._folder.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
            yield path.name

    def made_bytes(self, file_hash: str) -> int:
        """Returns the bytes of what was made of the bytes with this hash."""
        found = 0
        for form in (*FORMS, COPY):
            with contextlib.suppress(OSError):
                found += self.made_path(file_hash, form).stat().st_size
        return found

    def made_hashes(self) -> set[str]:
        """Returns the hashes of all files of which something was made. Raises OSError."""
        return {path.name.partition(".")[0] for path in self.made.iterdir()}

    def has_space_for(self, size: int) -> bool:
        """Returns whether the disk takes SIZE bytes more and still has enough for the office itself."""
        disk = shutil.disk_usage(self._folder)
        return disk.free - size >= _floor(disk.total)

    def measure(self) -> Disk:
        """Returns what the disk has, and what pictures and unfinished uploads take of it. Raises OSError."""
        disk = shutil.disk_usage(self._folder)
        until = time.monotonic() + MEASURE_SECONDS
        made, unfinished = _bytes_in(self.made, until), _bytes_in(self._uploads, until)
        return Disk(disk.total, disk.free, _floor(disk.total), made, unfinished)


def _sync(path: Path) -> None:
    """Raises OSError, and removes the file then: a second sync would succeed although the disk has lost bytes."""
    with path.open("rb") as file:
        try:
            os.fsync(file.fileno())
        except OSError:
            path.unlink()
            raise


def _floor(total: int) -> int:
    return max(FREE_BYTES, int(total * FREE_SHARE))


def _bytes_in(folder: Path, until: float) -> int | None:
    """Returns the bytes of the files in a folder; None when they are not counted in time."""
    found = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if time.monotonic() > until:
                return None
            with contextlib.suppress(OSError):  # it may have been removed meanwhile
                found += entry.stat(follow_symlinks=False).st_size
    return found
