"""What a start that fails leaves, and what a host tells to those who are invited."""

import contextlib
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from chat_desktop.config import Config
from chat_desktop.errors import StartError
from chat_desktop.languages.system_words import system_words
from chat_desktop.network.addressing import links
from chat_desktop.web.services import Invite

if TYPE_CHECKING:
    from chat_desktop.network.doctor.subject import Subject

log = logging.getLogger(__name__)


@contextlib.contextmanager
def starting(undo: contextlib.ExitStack) -> Iterator[None]:
    """Undoes a start that fails. Raises StartError with one sentence where the system refuses a resource."""
    try:
        yield
    except BaseException as problem:
        undo.close()
        if isinstance(problem, (OSError, RuntimeError, MemoryError)):  # such as a thread
            log.info("The host cannot start.", exc_info=True)
            raise StartError("host_cannot_start", {"why": system_words(problem)}) from problem
        raise


def doctor_subject(config: Config, port: int, office_id: str) -> "Subject":
    """Returns what the network check examines. The check reads the network itself, as our state may be wrong."""
    from chat_desktop.network.doctor.subject import Subject

    return Subject(config.data, port, config.host, True, config.discovery, office_id)


def make_invite(join_url: str, lan_urls: list[str], own_url: str, name_url: str | None) -> Invite:
    """Returns the join link with its QR code and the addresses of the office."""
    return Invite(
        join_url=join_url,
        address=(lan_urls or [own_url])[0].partition("://")[2],
        lan_urls=lan_urls,
        name_url=name_url,
        qr=links.qr_code(join_url),
    )
