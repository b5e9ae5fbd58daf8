"""Implements `chat-desktop move`, which moves the office to another computer."""

import argparse
import json
import time
from pathlib import Path
from typing import Any

from chat_desktop import config, terminal
from chat_desktop.cli import office_client, passphrases
from chat_desktop.cli.office_client import OfficeClient
from chat_desktop.cli.settings import prepare
from chat_desktop.errors import StartError

PAUSE_SECONDS = 0.2
STAGES = {
    "database": "Copying the database",
    "files": "Sending files",
    "writing": "Sending the database",
    "checking": "Checking",
}


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("move", help="move the office to another computer")
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--to", metavar="ADDRESS", help="the computer on which `chat-desktop receive` waits")
    place.add_argument("--to-folder", type=Path, metavar="FOLDER", help="where one file with the office is written")
    place.add_argument("--cancel", action="store_true", help="end a move that is under way")
    parser.add_argument("--code", help="the code that the other computer shows")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    passphrases.add_flag(parser)
    config.add_flags(parser)
    parser.set_defaults(run=run, has_window=False)


def run(arguments: argparse.Namespace) -> int:
    """Moves the office and returns the exit status, 1 when it stays here. Raises StartError."""
    settings = prepare(arguments)
    wanted = None if arguments.cancel else _wanted(arguments)
    with office_client.connect(settings) as office:
        if wanted is None:
            state = office.ask("DELETE", "/api/move")
        else:
            office.ask("POST", "/api/move", wanted)
            state = _await_end(office, arguments.json)
    if arguments.json:
        terminal.print_line(json.dumps({**state, "ok": "problem" not in state}))
    elif "problem" in state:
        terminal.print_error(state["problem"]["text"])
    elif wanted is not None:
        _tell(state)
    return int("problem" in state)


def _wanted(arguments: argparse.Namespace) -> dict[str, Any]:
    if arguments.to:
        code = arguments.code or asked_code("Code that the other computer shows: ")
        return {"address": arguments.to, "code": code}
    passphrase = passphrases.given(arguments)
    passphrase = passphrases.ask(twice=True) if passphrase is None else passphrase
    return {"folder": str(arguments.to_folder.absolute()), "passphrase": passphrase}


def asked_code(question: str) -> str:
    """Returns the code that is typed. Raises StartError."""
    try:
        return input(question)
    except EOFError:
        raise StartError("Give the code by --code.") from None


def _await_end(office: OfficeClient, is_quiet: bool) -> dict[str, Any]:
    """Shows each stage. Ctrl+C cancels the move."""
    shown = ""
    while True:
        try:
            state: dict[str, Any] = office.ask("GET", "/api/move")
            running = state.get("running")
            if running is None:
                return state
            line = STAGES.get(running["stage"], "")
            if line != shown and not is_quiet:
                terminal.print_line(f"{line} ...")
            shown = line
            time.sleep(PAUSE_SECONDS)
        except KeyboardInterrupt:
            office.ask("DELETE", "/api/move")


def _tell(state: dict[str, Any]) -> None:
    if file := state.get("file"):
        terminal.print_line(f"The office is in {file}. This copy has stopped.")
        terminal.print_line("On the other computer, run chat-desktop restore with this file, then start Chat Desktop.")
        return
    at = (state.get("moved") or {}).get("at") or ["another computer"]
    terminal.print_line(f"The office is now at {at[0]}. This copy has stopped.")
    if not state.get("confirmed"):
        terminal.print_line("The other computer has not confirmed yet. Leave this one on until it has.")
