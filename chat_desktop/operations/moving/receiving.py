"""The computer that takes the office over.

What arrives is complete in a folder of its own within the data folder before PREPARED is said, and only counts after
COMMIT. What waits for COMMIT outlives the program: it goes on waiting at its next start.
"""

import contextlib
import json
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from chat_desktop import json_file
from chat_desktop.atomic_write import write_atomically
from chat_desktop.operations import terms
from chat_desktop.operations.backup import folder_swap, restoring
from chat_desktop.operations.backup.failures import BackupFailed, told
from chat_desktop.operations.backup.keys import BackupKey, Kdf
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.operations.moving import channel, codes, messages, waiting
from chat_desktop.operations.moving.channel import Channel
from chat_desktop.operations.moving.messages import ChannelReader
from chat_desktop.storage import folder_lock, snapshot
from chat_desktop.storage.database import FILE_NAME

WAITING = "move-waiting.json"
PORT = 8799
"""At which the program waits for the other computer."""
USUAL_PORT = 8765
COMMIT_SECONDS = 60.0


class Receiver:
    """Waits for an office for the folder DATA, which must be locked. SERVED_PORT is where it will be served, if known.

    SETTLE makes what has arrived count, and CHECK raises BackupFailed when it may not any more.
    """

    def __init__(
        self,
        data: Path,
        progress: Progress,
        served_port: int | None = None,
        settle: Callable[[Path, str], object] = folder_swap.commit,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self._data, self._progress, self._served_port = data, progress, served_port
        self._settle, self._check = settle, check
        self._connection: socket.socket | None = None
        self.problem: BackupFailed | None = None  # of the last try
        self._waiting: dict[str, Any] = json_file.read(data / WAITING) or {}
        self.code = str(self._waiting.get("code") or codes.new_code())

    @property
    def has_arrived(self) -> bool:
        """Whether an office is here already and waits for the other computer's word."""
        return bool(self._waiting) and (self._data / folder_swap.STAGE / FILE_NAME).is_file()

    def serve(self, listener: socket.socket, note_sender: Callable[[str], None] = lambda address: None) -> None:
        """Returns when the office counts here.

        NOTE_SENDER is called with the address of a computer that knows the code when it begins to send, and with ""
        when that has failed. Raises BackupFailed when the other computer has cancelled, and OSError.
        """
        for link, connection, address in waiting.links(listener, self.code):
            self._connection = connection
            note_sender(address)
            if self._is_finished_by(link, connection):
                return
            note_sender("")

    def cut(self) -> None:
        """Ends the connection to the other computer, from any thread."""
        if (connection := self._connection) is not None:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def finish(self) -> None:
        """Lets what has arrived count. Raises BackupFailed."""
        with told("move"):
            self._settle(self._data, f"move-{time.strftime('%Y-%m-%dT%H-%M-%SZ', time.gmtime())}")
            (self._data / WAITING).unlink(missing_ok=True)

    def abandon(self) -> None:
        """Removes what has arrived."""
        (self._data / WAITING).unlink(missing_ok=True)
        self._waiting = {}
        folder_swap.abandon(self._data)

    def _is_finished_by(self, link: Channel, connection: socket.socket) -> bool:
        try:
            with told("receive"):
                return self._take(link)
        except BackupFailed as problem:
            self.problem = problem
            waiting.refuse(link, connection, problem)
            if problem.reason == "cancelled":
                raise
            return False

    def _take(self, link: Channel) -> bool:
        said = messages.expect(link, messages.INTRODUCE, channel.SILENT_SECONDS)
        move_id = str(said.get("id"))
        if not (self.has_arrived and self._waiting.get("id") == move_id):
            if said.get("commits"):
                raise BackupFailed("failed", "office_not_here_move_again")
            self.abandon()
            messages.say(link, messages.PREPARED)
            self._receive(link, move_id, said)
        self._check()
        messages.say(link, messages.PREPARED, **{name: self._waiting[name] for name in ("term", "port", "secure")})
        messages.expect(link, messages.COMMIT, COMMIT_SECONDS)
        self.finish()
        messages.say(link, messages.FINISHED)
        return True

    def _receive(self, link: Channel, move_id: str, said: dict[str, Any]) -> None:
        try:
            key = BackupKey(Kdf(bytes.fromhex(str(said["salt"])), 2), bytes.fromhex(str(said["key"])))
        except (KeyError, ValueError):
            raise BackupFailed("damaged", channel.CUT) from None
        try:
            self._progress.begin("restoring")
            above, stage = terms.highest_known(self._data), folder_swap.begin(self._data)
            restoring.unpack_stream(ChannelReader(link), stage, key, self._progress, above)  # type: ignore[arg-type]
            now = time.time_ns() // 1_000_000
            snapshot.note_act(stage / FILE_NAME, "office_moved", now, name=socket.gethostname())
            port, is_secure = snapshot.served_at(stage / FILE_NAME)
            if self._served_port:
                snapshot.keep_port(stage / FILE_NAME, self._served_port)
            term = snapshot.term(stage / FILE_NAME)
            told_ = {"id": move_id, "code": self.code, "term": term, "secure": is_secure}
            self._waiting = told_ | {"port": self._served_port or port or USUAL_PORT}
            write_atomically(self._data / WAITING, json.dumps(self._waiting), sync=True)
        except BaseException:
            self.abandon()
            raise


@contextlib.contextmanager
def held(data: Path, may_replace: bool) -> Iterator[None]:
    """The folder, for this program alone. Raises BackupFailed when it holds an office, StartError when it is used."""
    restoring.check_folder(data, may_replace)
    lock = folder_lock.hold(data)
    try:
        folder_swap.finish(data)
        restoring.check_folder(data, may_replace)
        yield
    finally:
        lock.release()
