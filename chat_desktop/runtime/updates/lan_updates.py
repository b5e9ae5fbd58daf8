"""Offers an update of the program to other hosts on the network, and takes one from them when the owner clicks.

Nothing is loaded and nothing is installed by itself. Which host offers one is announced by mDNS; what it sends is
verified by the signature of those who gave this program, so it does not matter who sends it.
"""

import contextlib
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from chat_desktop import __version__, background, child_processes
from chat_desktop.errors import Invalid, NotFound
from chat_desktop.languages.system_words import system_words
from chat_desktop.network.mdns.discovery import Discovery
from chat_desktop.network.mdns.found_office import FoundOffice
from chat_desktop.operations.updates import manifest as manifests
from chat_desktop.operations.updates import outcome, plan, program_folder, start_words
from chat_desktop.operations.updates.manifest import Manifest, UpdateRefused
from chat_desktop.operations.updates.shelf import Offered, Shelf
from chat_desktop.storage import migrations

log = logging.getLogger(__name__)

STOPPED = "update_load_stopped"


class LanUpdates:
    """Files are read and written in a thread of its own; the other methods return at once, also on the hub."""

    def __init__(self, data: Path, shelf: Shelf | None = None) -> None:
        self._data, self._shelf = data, shelf or Shelf(data)
        self._offered: Offered | None = None
        self._fetched: Manifest | None = None
        self._busy: dict[str, Any] | None = None
        self._problem: UpdateRefused | None = None
        self._discovery: Discovery | None = None
        self._cancelled = False
        self._tasks = background.TaskQueue("updates")

    @contextlib.contextmanager
    def running(self, discovery: Discovery) -> Iterator[None]:
        """Works within the `with` block. DISCOVERY announces what is offered, and finds the offers of others."""
        self._discovery = discovery
        self._tasks.start()
        self._tasks.submit("read the updates", self._read)
        try:
            yield
        finally:
            self._cancelled = True
            self._tasks.stop()

    @property
    def offered(self) -> Offered | None:
        """What this host offers to others, or None."""
        return self._offered

    def state(self) -> dict[str, Any]:
        """Returns what the owner sees: what is offered here and by others, what was taken, and what goes on."""
        return {
            "version": __version__,
            "words": start_words.remembered(),
            "offered": _told(self._offered.manifest) if self._offered else None,
            "found": [_found(each) for each in self._suitable()],
            "fetched": _told(self._fetched) if self._fetched else None,
            "busy": self._busy,
            "problem": str(self._problem) if self._problem else None,
            **(self._problem.payload("problem_") if self._problem else {}),
        }

    def offer(self, path: str) -> None:
        """Verifies the update in the file PATH, and offers it to others from then on."""
        self._submit({"what": "offer"}, lambda: self._offer(Path(path)))

    def withdraw(self) -> None:
        """Does not offer it any more. Transfers that are under way are ended."""
        self._offered = None
        self._tasks.submit("withdraw the update", self._withdraw)

    def fetch(self, office_id: str) -> None:
        """Takes the update that the host of another office offers. Raises NotFound."""
        office = next((each for each in self._suitable() if each.id == office_id), None)
        if office is None:
            raise NotFound("update_not_offered_any_more")
        self._submit({"what": "fetch", "from": office.name, "got": 0, "size": 0}, lambda: self._fetch(office.url))

    def discard(self) -> None:
        """Removes what was taken, and ends what is under way."""
        self._fetched, self._problem, self._cancelled = None, None, True
        self._tasks.submit("remove the update", self._shelf.discard)
        self._tasks.submit("forget the failure", lambda: outcome.forget(self._data))

    def check_install(self) -> None:
        """Verifies once more what was taken, and that this program can be replaced. Off the hub.

        Raises NotFound, Invalid."""
        found = self._shelf.fetched()
        if found is None:
            raise NotFound("no_update_to_install")
        try:
            manifests.check(found, __version__, _package_name(), migrations.HEAD)
        except UpdateRefused as problem:
            raise Invalid("update", problem.key, problem.values) from None

    def install(self) -> None:
        """Starts the program that replaces this one as soon as it has ended. Off the hub. Raises Invalid."""
        words = ["update", str(self._shelf.fetched_path), "--yes", "--wait", "--data", str(self._data)]
        words += ["--words", json.dumps(start_words.remembered())]
        try:
            child_processes.start(child_processes.own_command(*words), child_processes.own_folder())
        except OSError as problem:
            raise Invalid("update", "update_cannot_start", {"why": system_words(problem)}) from None

    def _suitable(self) -> list[FoundOffice]:
        """Returns the hosts that announce a newer version for this system. Only the signature tells the truth."""
        found = self._discovery.updates() if self._discovery is not None else ()
        return [each for each in found if _suits(each.update)]

    def _submit(self, busy: dict[str, Any], work: Callable[[], None]) -> None:
        if self._busy is not None:
            raise Invalid("update", "wait_for_update_before")
        self._busy, self._problem, self._cancelled = busy, None, False

        def do() -> None:
            outcome.forget(self._data)
            try:
                work()
            except UpdateRefused as problem:
                self._problem = problem
            except OSError as problem:
                self._problem = UpdateRefused("update_not_copied", {"why": system_words(problem)})
            finally:
                self._busy = None

        self._tasks.submit(busy["what"], do)

    def _read(self) -> None:
        plan.sweep(self._data)
        self._problem = outcome.kept(self._data)
        if self._problem is not None:
            log.warning("%s", self._problem)
        self._offered, self._fetched = self._shelf.offered(), self._shelf.fetched()
        if self._fetched is not None and not _is_newer(self._fetched.version):
            self.discard()  # it has been installed
        self._announce()

    def _offer(self, path: Path) -> None:
        self._offered = self._shelf.offer(path)
        self._announce()

    def _withdraw(self) -> None:
        self._announce()
        self._shelf.withdraw()

    def _fetch(self, url: str) -> None:
        self._fetched = None
        self._fetched = self._shelf.fetch(url, _check_suits, self._progress)

    def _progress(self, got: int, size: int) -> None:
        if self._cancelled:
            raise UpdateRefused(STOPPED)
        if self._busy is not None:
            self._busy = {**self._busy, "got": got, "size": size}

    def _announce(self) -> None:
        if self._discovery is not None:
            self._discovery.announce(update=_announced(self._offered.manifest) if self._offered else "")


def _announced(manifest: Manifest) -> str:
    return f"{manifest.version} {manifest.platform} {manifest.folder}"


def _suits(announced: str) -> bool:
    version, _, rest = announced.partition(" ")
    return _is_newer(version) and rest == f"{manifests.this_platform()} {_folder_name()}"


def _is_newer(version: str) -> bool:
    try:
        return manifests.numbers(version) > manifests.numbers(__version__)
    except UpdateRefused:
        return False


def _check_suits(manifest: Manifest) -> None:
    """Raises UpdateRefused unless the update is for this program."""
    manifests.check(manifest, __version__, _folder_name(), migrations.HEAD)


def _folder_name() -> str:
    """As `_package_name`; a program that runs from its sources is taken for one with a window."""
    try:
        return _package_name()
    except UpdateRefused:
        return manifests.APP


def _package_name() -> str:
    return program_folder.package_name(program_folder.installed())


def _told(manifest: Manifest) -> dict[str, str]:
    return {"version": manifest.version, "released": manifest.released, "notes": manifest.notes}


def _found(office: FoundOffice) -> dict[str, str]:
    version = office.update.partition(" ")[0]
    return {"office_id": office.id, "name": office.name, "owner": office.owner, "url": office.url, "version": version}
