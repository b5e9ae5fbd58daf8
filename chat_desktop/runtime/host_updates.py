"""What follows when the host's addresses, its office's name, its owner or secure mode change."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from chat_desktop.background import TaskQueue
from chat_desktop.errors import ChatError, StartError

log = logging.getLogger(__name__)

RETRY_SECONDS = 5.0  # between two tries of what could not be done


@dataclass(frozen=True, slots=True)
class Steps:
    """Each may block, and does its work from what is true at that moment."""

    replace_host_names: Callable[[], None]  # those that we answer to
    announce: Callable[..., None]  # on the network: Visibility.announce
    renew_certificates: Callable[[], None]
    tell_pages: Callable[[], None]  # the addresses of the office
    write_ready_file: Callable[[], bool]  # False when it could not be written
    owner_name: Callable[[], str]


class HostUpdates:
    """Every step is a task of one queue: two changes take effect in the order in which they happened, and a step that
    fails does not keep the others from happening. For any thread; every method returns at once, but for `stop`.
    """

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._tasks = TaskQueue("host updates")

    def start(self, office_name: str, port: int) -> None:
        """Announces the office: beside the start and not in it, since people can join before."""
        self._tasks.start()
        self._announce_first(office_name, port)

    def stop(self) -> None:
        self._tasks.stop()

    def names_changed(self) -> None:
        """The names under which we are addressed, besides loopback."""
        self._tasks.submit("replace host names", self._steps.replace_host_names)
        self._follow_names()

    def addresses_changed(self) -> None:
        # The announcement is how open pages and newcomers find us again: it waits for no certificate and no file.
        self._tasks.submit("replace host names", self._steps.replace_host_names)
        self._announce()
        self._follow_names()
        self._write_ready_file()

    def office_changed(self, name: str) -> None:
        self._announce(office_name=name)
        self._write_ready_file()

    def owner_changed(self, name: str) -> None:
        self._announce(owner=name)

    def mode_changed(self) -> None:
        """Secure mode went on or off."""
        self._tasks.submit("send pages the addresses", self._steps.tell_pages)
        self._write_ready_file()

    def _announce(self, **said: str) -> None:
        self._tasks.submit("announce the office", lambda: self._steps.announce(**said))

    def _follow_names(self) -> None:
        self._tasks.submit("renew certificates", self._steps.renew_certificates)
        self._tasks.submit("send pages the addresses", self._steps.tell_pages)

    def _write_ready_file(self, after_seconds: float = 0.0) -> None:
        def write() -> None:
            if not self._steps.write_ready_file():
                self._write_ready_file(RETRY_SECONDS)

        self._tasks.submit("write the ready file", write, after_seconds)

    def _announce_first(self, office_name: str, port: int, after_seconds: float = 0.0) -> None:
        def announce() -> None:
            try:
                owner = self._steps.owner_name()
            except (ChatError, TimeoutError) as problem:
                log.warning("The owner's name could not be read (%s). The announcement waits.", type(problem).__name__)
                self._announce_first(office_name, port, RETRY_SECONDS)
            except StartError:
                log.debug("The host is being stopped already")
            else:
                self._steps.announce(office_name=office_name, owner=owner, port=port)

        self._tasks.submit("announce the office first", announce, after_seconds)
