"""The computer that gives the office away.

It stops durably before it says COMMIT, so that never two copies accept writes. From then on it says COMMIT again, also
after it was started again, until the other computer has answered or is known to serve.
"""

import contextlib
import secrets
from collections.abc import Callable
from typing import NamedTuple

from chat_desktop.operations.backup import keys
from chat_desktop.operations.backup.failures import BackupFailed, told
from chat_desktop.operations.backup.keys import BackupKey, Kdf
from chat_desktop.operations.backup.making import Source
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.operations.moving import bundle, channel, messages
from chat_desktop.operations.moving.channel import Channel
from chat_desktop.operations.moving.messages import ChannelWriter
from chat_desktop.storage.newer_copy import Handover

PREPARE_SECONDS = 600.0  # the other computer checks and syncs what it has received
ANSWER_SECONDS = 30.0
ID_BYTES = 16


class Prepared(NamedTuple):
    """The other computer holds the whole office, and waits for COMMIT."""

    handover: Handover
    term: int
    origin: str


def send(
    handover: Handover,
    source: Source,
    now_ms: int,
    progress: Progress,
    close: Callable[[], None],
    stop: Callable[[Prepared], None],
) -> None:
    """Sends the office. CLOSE closes it to writes; STOP stores that the other computer has it, before that may serve.

    Raises BackupFailed. Before STOP was called, this computer still has the office.
    """
    with told("move"), channel.connected(handover.host, handover.port, handover.code) as link:
        key = BackupKey(Kdf(secrets.token_bytes(keys.SALT_BYTES), 2), secrets.token_bytes(keys.SECRET_BYTES))
        messages.say(link, messages.INTRODUCE, id=handover.id, key=key.secret.hex(), salt=key.kdf.salt.hex())
        messages.expect(link, messages.PREPARED, ANSWER_SECONDS)
        _send_all(link, source, key, now_ms, progress, close)
        progress.begin("checking")
        said = messages.expect(link, messages.PREPARED, PREPARE_SECONDS)
        progress.check()
        prepared = Prepared(handover, int(said["term"]), _origin(handover, said))
        stop(prepared)
        with contextlib.suppress(BackupFailed, OSError):  # `commit` is tried again
            _commit(link)


def commit(handover: Handover) -> None:
    """Says COMMIT again over a new connection. Raises BackupFailed."""
    with told("move"), channel.connected(handover.host, handover.port, handover.code) as link:
        messages.say(link, messages.INTRODUCE, id=handover.id, commits=True)
        messages.expect(link, messages.PREPARED, ANSWER_SECONDS)
        _commit(link)


def new_id() -> str:
    """Returns the name of a move."""
    return secrets.token_hex(ID_BYTES)


def _send_all(
    link: Channel, source: Source, key: BackupKey, now_ms: int, progress: Progress, close: Callable[[], None]
) -> None:
    writer = ChannelWriter(link)
    try:
        bundle.write(writer, key, source, now_ms, progress, close)  # type: ignore[arg-type]
        writer.finish()
    except (BrokenPipeError, ConnectionError):
        messages.expect(link, messages.PREPARED, 2.0)  # it may have said why it hung up
        raise


def _commit(link: Channel) -> None:
    messages.say(link, messages.COMMIT)
    messages.expect(link, messages.FINISHED, PREPARE_SECONDS)


def _origin(handover: Handover, said: dict[str, object]) -> str:
    host = f"[{handover.host}]" if ":" in handover.host else handover.host
    scheme = "https" if said.get("secure") is True else "http"
    return f"{scheme}://{host}:{said.get('port')}"
