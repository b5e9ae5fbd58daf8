"""A move that ends before its end, without a kill: a full disk at either end, a cancel, wrong codes."""

import errno
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.operations.backup import folder_swap, restoring
from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.backup.making import Source
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.operations.moving import receiving, sending, waiting
from chat_desktop.operations.moving.receiving import Receiver
from chat_desktop.operations.moving.sending import Prepared
from chat_desktop.storage.database import FILE_NAME
from chat_desktop.storage.newer_copy import Handover
from tests.support.parts.rules_office import START_MS, RulesOffice


class Ends:
    """A receiver that waits in a thread; `send` moves the office to it. `problem` is why the receiver has ended."""

    def __init__(self, folder: Path) -> None:
        self.old, self.new = folder / "old", folder / "new"
        for data in (self.old, self.new):
            data.mkdir()
        (self.old / "files").mkdir()
        self.office = RulesOffice(self.old)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.receiver = Receiver(self.new, Progress())
        self.problem: BackupFailed | None = None
        self.stopped: list[Prepared] = []
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()

    def _serve(self) -> None:
        try:
            self.receiver.serve(self.listener)
        except BackupFailed as problem:
            self.problem = problem
        except OSError:
            pass  # the test has ended

    def send(
        self, code: str = "", stop: Callable[[Prepared], Any] | None = None, progress: Progress | None = None
    ) -> str:
        """Returns the reason why it was not moved; "" when it was."""
        handover = Handover(sending.new_id(), "127.0.0.1", self.listener.getsockname()[1], code or self.receiver.code)
        source = Source(self.old, self.old / "files")
        try:
            sending.send(handover, source, START_MS, progress or Progress(), lambda: None, stop or self.stopped.append)
        except BackupFailed as problem:
            return problem.reason
        return ""

    @property
    def has_arrived(self) -> bool:
        return (self.new / FILE_NAME).exists()

    def end(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(10)
        self.office.close()


@pytest.fixture
def ends(tmp_path: Path) -> Iterator[Ends]:
    made = Ends(tmp_path)
    yield made
    made.end()


def full(*args: Any, **kwargs: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("place", "name"), [(restoring, "write"), (receiving, "write_atomically"), (restoring, "_sync")]
)
def test_a_full_disk_of_the_new_computer_leaves_the_office_here_and_nothing_there(
    ends: Ends, monkeypatch: pytest.MonkeyPatch, place: Any, name: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(place, name, full)
        assert ends.send() == "disk_full"
    assert ends.stopped == []
    assert not ends.has_arrived
    assert not (ends.new / folder_swap.STAGE).exists()
    assert ends.send() == ""
    ends.thread.join(10)
    assert ends.has_arrived


def test_a_full_disk_of_the_old_computer_leaves_the_office_here(ends: Ends) -> None:
    assert ends.send(stop=full) == "disk_full"
    assert not ends.has_arrived
    assert ends.send() == ""


def test_a_move_is_cancelled_while_it_is_under_way(ends: Ends) -> None:
    progress = Progress(lambda stage: progress.cancel() if stage == "writing" else None)
    assert ends.send(progress=progress) == "cancelled"
    assert ends.stopped == []
    assert not ends.has_arrived


def test_after_many_wrong_codes_the_new_computer_still_waits_for_the_right_one(
    ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stranger must not be able to end the waiting."""
    monkeypatch.setattr(waiting, "SLOW_SECONDS", 0.01)
    for _ in range(waiting.MOST_TRIES + 2):
        assert ends.send("0000-0000-0000") == "passphrase"
    assert ends.problem is None
    assert not ends.has_arrived
    assert ends.send() == ""
    ends.thread.join(10)
    assert ends.has_arrived


def test_what_is_no_move_does_not_disturb(ends: Ends) -> None:
    for nonsense in (b"", b"GET / HTTP/1.1\r\n\r\n", bytes(100)):
        with socket.create_connection(ends.listener.getsockname()[:2], 5) as stranger:
            stranger.sendall(nonsense)
    assert ends.send() == ""
