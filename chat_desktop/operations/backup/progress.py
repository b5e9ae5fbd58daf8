"""How far a backup or a restore is, and the wish to end it. Used from several threads."""

import threading
from collections.abc import Callable
from typing import Literal, NamedTuple

from chat_desktop.operations.backup.failures import BackupFailed

Stage = Literal["database", "files", "writing", "checking", "restoring"]


class State(NamedTuple):
    """`done` and `total` are bytes; `total` is 0 while it is unknown."""

    stage: Stage
    done: int
    total: int


class Progress:
    """TELL is called with each new stage, in the thread that does the work."""

    def __init__(self, tell: Callable[[Stage], None] = lambda stage: None) -> None:
        self._tell = tell
        self._cancelled = threading.Event()
        self._state = State("database", 0, 0)

    @property
    def state(self) -> State:
        """How far it is."""
        return self._state

    def begin(self, stage: Stage, total: int = 0) -> None:
        """Begins a stage. Raises BackupFailed when the work was cancelled."""
        self._state = State(stage, 0, total)
        self._tell(stage)
        self.check()

    def advance(self, size: int) -> None:
        """Adds bytes. Raises BackupFailed when the work was cancelled."""
        self._state = self._state._replace(done=self._state.done + size)
        self.check()

    def cancel(self) -> None:
        """Lets the work end soon."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """Returns whether the work was cancelled."""
        return self._cancelled.is_set()

    def check(self) -> None:
        """Raises BackupFailed when the work was cancelled."""
        if self._cancelled.is_set():
            raise BackupFailed("cancelled", "backup_cancelled")
