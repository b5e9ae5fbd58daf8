"""Implements `chat-desktop reset-password`, which sets a new password of a person, also of the owner."""

import argparse
import secrets
from typing import Any

from chat_desktop import config
from chat_desktop.cli import office_client
from chat_desktop.cli.office import found, printed

# Letters and digits that are not taken for each other. Sixteen of them are 79 random bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, LETTERS_OF_GROUP = 4, 4


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("reset-password", help="give a person a new password, which is shown once")
    config.add_flags(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.add_argument("person", help="the name or the id; also the owner's")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the new password and returns the exit status. Raises StartError."""
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(LETTERS_OF_GROUP)) for _ in range(GROUPS))
    with office_client.connect(config.load(arguments)) as office:
        one = found.person(office, arguments.person)
        body = {"secret": office.secret, "user_id": one["id"], "password": password}
        office.ask("POST", "/api/desktop/password", body)
    if arguments.json:
        printed.as_json({"user_id": one["id"], "name": one["name"], "password": password})
    else:
        told = "All devices of this person are signed out."
        printed.lines([f"The new password of {one['name']} is", "", f"  {password}", "", told])
    return 0
