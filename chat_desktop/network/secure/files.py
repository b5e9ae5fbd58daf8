"""Secrets on disk: whole or not at all, and readable by nobody else."""

import os
import tempfile
from pathlib import Path

from chat_desktop.errors import SecureTrouble


def write_secret(path: Path, content: bytes) -> None:
    """Mode 0600 from its first byte on (mkstemp's own), in a folder of mode 0700, synced, by rename."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as problem:
        raise SecureTrouble(f"The file {path} cannot be written: {problem.strerror}.") from None
