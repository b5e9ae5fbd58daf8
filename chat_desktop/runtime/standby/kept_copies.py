"""The copies that this computer keeps as a stand-by, while its program runs, and taking one over by a click.

The office of this computer that nobody has set up is empty, so that the office of the copy takes its place.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from chat_desktop import background
from chat_desktop.config import Config
from chat_desktop.errors import Invalid, NotFound, StartError
from chat_desktop.lazy_module import LazyModule
from chat_desktop.operations.backup import folder_swap
from chat_desktop.operations.backup.failures import BackupFailed, told
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.operations.standby import settings as kept
from chat_desktop.operations.standby.settings import Settings
from chat_desktop.runtime.standby import finding
from chat_desktop.runtime.standby.enrolling import EnrollingHere
from chat_desktop.runtime.standby.keeper import Find, Keeper, leave
from chat_desktop.runtime.standby.missed_hosts import MissedHosts

if TYPE_CHECKING:
    from chat_desktop.operations.standby import taking_over, telling
else:
    taking_over = LazyModule("chat_desktop.operations.standby.taking_over")
    telling = LazyModule("chat_desktop.operations.standby.telling")

log = logging.getLogger(__name__)


class Office(Protocol):
    """What is needed of the host. `reopen` opens the office that waits in the folder; True: at that office's port."""

    config: Config
    reopen: Callable[[bool], None]

    @property
    def setup_url(self) -> str | None: ...


class KeptCopies:
    """`running` is used by the thread that starts the host, the rest on the hub."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._keepers: dict[str, Keeper] = {}
        self._progress: Progress | None = None
        self._problem: BackupFailed | StartError | None = None
        self._removed: set[Path] = set()  # what is deleted at this moment is not shown any more
        self.missed = MissedHosts()
        self.enrolling = EnrollingHere(lambda: office.config, self._keep)

    @property
    def is_taking_over(self) -> bool:
        """Whether an office is being put here, so that this one may not be set up."""
        return self._progress is not None

    @property
    def is_keeping(self) -> bool:
        """Whether this computer is a stand-by."""
        return bool(self._keepers)

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Before the host serves, because taking over may be asked for at once, until it has stopped."""
        self._stopping.clear()
        self._progress, self._problem = None, None
        self._keep()
        try:
            yield
        finally:
            self._stop()

    def state(self) -> dict[str, Any]:
        """Returns names as in `POST /api/kept-copies/ask`."""
        said: dict[str, Any] = {"copies": [self._told(*each) for each in self._listed()]}
        if self._problem is not None:
            said["problem"] = {"text": str(self._problem), **self._problem.payload()}
        if self._progress is not None:
            _, done, total = self._progress.state
            said["taking_over"] = {"done": done, "total": total}
        if enrolling := self.enrolling.state():
            said["enrolling"] = enrolling
        return said

    def renew(self, office_id: str) -> None:
        """Looks for the host, and renews the copy, soon. Raises NotFound."""
        folder, _ = self._one(office_id)
        if (keeper := self._keepers.get(folder.name)) is not None:
            keeper.wake()

    def remove(self, office_id: str) -> None:
        """Begins to delete a copy, its key first, and then tells the host. Raises NotFound, Invalid."""
        folder, settings = self._one(office_id)
        if self._progress is not None:
            raise Invalid("office_id", "office_is_awaited")
        self._removed.add(folder)
        self._problem = None
        background.start("deleting a copy", self._remove, folder, settings)

    def take_over(self, office_id: str) -> None:
        """Begins to put the office of a copy here, unless that is under way. Raises NotFound, Invalid.

        It ends without a change when the host answers after all.
        """
        folder, settings = self._one(office_id)
        if self._progress is not None:
            return
        if not self._told(folder, settings)["may_take_over"]:
            raise Invalid("office_id", "host_answers")
        self._progress, self._problem = Progress(), None
        background.start("taking over", self._take, folder, settings, self._progress)

    def _listed(self) -> list[tuple[Path, Settings]]:
        # Looked up first: a deletion may end between the two, and what was read before it is not there any more.
        removed = frozenset(self._removed)
        found = kept.all_in(self._office.config.data)
        listed = [(folder, settings) for folder, settings in found if settings.taken_over_at is None]
        return [each for each in listed if each[0] not in removed]

    def _one(self, office_id: str) -> tuple[Path, Settings]:
        for folder, settings in self._listed():
            if settings.office_id == office_id:
                return folder, settings
        raise NotFound

    def _told(self, folder: Path, settings: Settings) -> dict[str, Any]:
        keeper = self._keepers.get(folder.name)
        said = telling.status(folder, settings, time.time_ns() // 1_000_000)
        return said | {"is_looking": keeper is not None and keeper.is_looking}

    def _keep(self) -> None:
        """Starts to keep the copies that are not kept yet."""
        with self._lock:
            for folder, _ in [] if self._stopping.is_set() else self._listed():
                if folder.name not in self._keepers:
                    self._keepers[folder.name] = keeper = Keeper(folder, self._find())
                    keeper.told = partial(self._look, folder)
                    keeper.start()

    def _look(self, folder: Path) -> None:
        settings = kept.read(folder)
        if settings is not None and settings.taken_over_at is None:
            self.missed.note(self._told(folder, settings), self._office.setup_url is not None)

    def _stop(self) -> None:
        self._stopping.set()
        self.enrolling.withdraw()
        if (progress := self._progress) is not None:
            progress.cancel()
        with self._lock:
            stopped, self._keepers = list(self._keepers.values()), {}
        for keeper in stopped:
            keeper.stop()

    def _find(self) -> Find:
        announced = finding.Announced(self._stopping) if self._office.config.discovery else lambda office_id: iter(())
        return partial(finding.find, announced=announced)

    def _remove(self, folder: Path, settings: Settings) -> None:
        try:
            with self._lock:
                keeper = self._keepers.pop(folder.name, None)
            if keeper is not None:
                keeper.stop()
            with told("keep"):
                kept.remove(folder)
        except BackupFailed as problem:
            log.warning("The copy of %s was not deleted: %s", settings.office_name, problem)
            self._problem = problem
            self._removed.discard(folder)
            self._keep()
            return
        self._removed.discard(folder)
        self.missed.forget(settings.office_id)
        log.info("The copy of %s was deleted.", settings.office_name)
        leave(settings, self._find())

    def _take(self, folder: Path, settings: Settings, progress: Progress) -> None:
        try:
            if self._find()(settings) is not None:
                raise BackupFailed("host_answers", "host_answers")
            with self._lock:
                keeper = self._keepers.pop(folder.name, None)
            if keeper is not None:
                keeper.stop()
            settings = kept.read(folder) or settings
            taking_over.take_over(folder, settings, self._office.config.data, progress, folder_swap.decide)
        except (BackupFailed, StartError) as problem:
            log.warning("The office was not taken over: %s", problem)
            if self._progress is progress:  # not after a restart, when another may have begun
                self._problem, self._progress = problem, None
            self._keep()
            return
        log.warning("The office %s was taken over from its copy. It is opened now.", settings.office_name)
        self._office.reopen(True)
