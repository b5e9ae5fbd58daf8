"""Implements `chat-desktop stop`, which closes the office that runs on this computer."""

import argparse
import time
from pathlib import Path
from typing import Any

from chat_desktop import config, terminal
from chat_desktop.cli.office import printed
from chat_desktop.cli.office_client import NoAnswerError, OfficeClient
from chat_desktop.cli.settings import prepare
from chat_desktop.errors import StartError
from chat_desktop.storage import folder_lock
from chat_desktop.storage.folder_lock import AlreadyHeld, HostInfo

PATIENCE_SECONDS = 20.0
PAUSE_SECONDS = 0.1
NOT_RUNNING = "No office runs in {data}."
CLOSED = "The office in {data} is closed."
NO_ANSWER = "The office in {data} runs as process {pid}, but does not answer. End that process."
STILL_CLOSING = "The office in {data} was asked to close, but process {pid} still runs."


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("stop", help="close the office that runs on this computer, with or without a window")
    config.add_flags(parser)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.set_defaults(run=run, has_window=False)


def run(arguments: argparse.Namespace) -> int:
    """Returns the exit status 0 when no office runs any more. Raises StartError when it does not close."""
    data = prepare(arguments).data
    was_running = close(data)
    if getattr(arguments, "json", False):
        printed.as_json({"closed": was_running, "data": str(data)})
    else:
        terminal.print_line((CLOSED if was_running else NOT_RUNNING).format(data=data))
    return 0


def close(data: Path) -> bool:
    """Closes the office in the folder DATA. Returns whether one ran. Raises StartError when it does not close."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    asked: HostInfo | None = None
    while True:
        card = folder_lock.info(data)
        if asked is None and card is not None and _ask(card):
            asked = card
        if not _is_held(data):
            return asked is not None
        if time.monotonic() >= deadline:
            told = STILL_CLOSING if asked else NO_ANSWER
            raise StartError(told.format(data=data, pid=card.pid if card else "?"))
        time.sleep(PAUSE_SECONDS)


def _ask(card: HostInfo) -> bool:
    """Returns whether the host with this card closes. Raises RefusedError."""
    if card.port is None or card.secret is None:
        return False  # it has just been started
    try:
        OfficeClient(card.port, is_running=True).ask("POST", "/api/desktop/close", {"secret": card.secret})
    except NoAnswerError:
        return False
    return True


def _is_held(data: Path) -> bool:
    """Returns whether a process uses the folder. A card alone does not tell, because a killed host leaves it."""
    if not data.is_dir():
        return False
    try:
        folder_lock.hold(data).release()
    except AlreadyHeld:
        return True
    return False
