"""Implements `chat-desktop language`: shows and chooses the language of the office."""

import argparse
from typing import Any

from chat_desktop import config
from chat_desktop.cli.office import acts as office_acts
from chat_desktop.cli.office import printed
from chat_desktop.cli.office.acts import Result
from chat_desktop.cli.office_client import OfficeClient


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("language", help="show or choose the language of posters and of pages for strangers")
    config.add_flags(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.add_argument("code", nargs="?", help="the code of a language, such as pt-BR")
    parser.set_defaults(run=office_acts.run, act=_show_or_choose)


def _show_or_choose(office: OfficeClient, arguments: argparse.Namespace) -> Result:
    if arguments.code is not None:
        office.ask("PUT", "/api/office/language", {"language": arguments.code})
    told = office.get("/api/boot")
    chosen, languages = told["office"]["language"], told["languages"]
    rows = [[code, name, "chosen" if code == chosen else ""] for code, name in languages.items()]
    return {"language": chosen, "languages": languages}, printed.table(["CODE", "LANGUAGE", ""], rows)
