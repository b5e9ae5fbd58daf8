"""Secrets on disk: whole or not at all, and readable by nobody else."""

from pathlib import Path

from chat_desktop.atomic_write import write_atomically
from chat_desktop.errors import SecureTrouble


def write_secret(path: Path, content: bytes) -> None:
    """Mode 0600, in a folder of mode 0700, synced. Raises SecureTrouble."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(path, content, sync=True)
    except OSError as problem:
        raise SecureTrouble(f"The file {path} cannot be written: {problem.strerror}.") from None
