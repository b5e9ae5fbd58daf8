"""Writes files with secrets, which only the current account can read."""

from pathlib import Path

from chat_desktop.atomic_write import write_atomically
from chat_desktop.errors import SecureTrouble
from chat_desktop.languages.system_words import system_words


def write_secret(path: Path, content: bytes) -> None:
    """Writes CONTENT atomically with mode 0600 into a folder with mode 0700, and syncs it to the disk.

    Raises SecureTrouble when the file cannot be written."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(path, content, sync=True)
    except OSError as problem:
        raise SecureTrouble("file_cannot_written", {"path": path, "why": system_words(problem)}) from None
