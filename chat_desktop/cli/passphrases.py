"""Asks for the passphrase of a backup: from a file, from the environment, or from a person at a terminal."""

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import Any

from chat_desktop.errors import StartError
from chat_desktop.languages.system_words import file_cannot_read

VARIABLE = "CHAT_DESKTOP_PASSPHRASE"


def add_flag(parser: Any) -> None:
    """Adds the flag for a file with the passphrase."""
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="a file whose first line is the passphrase"
    )


def given(arguments: argparse.Namespace) -> str | None:
    """Returns the passphrase that was given without asking. Raises StartError when its file cannot be read."""
    if arguments.passphrase_file is None:
        return os.environ.get(VARIABLE)
    try:
        with arguments.passphrase_file.open(encoding="utf-8") as file:
            return str(file.readline()).rstrip("\r\n")
    except UnicodeError:
        raise StartError(f"The file {arguments.passphrase_file} is no text in UTF-8.") from None
    except OSError as problem:
        raise file_cannot_read(StartError, arguments.passphrase_file, problem) from None


def ask(twice: bool) -> str:
    """Asks at the terminal. Raises StartError when there is none, or two answers differ."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise StartError(f"Give the passphrase by --passphrase-file FILE or in {VARIABLE}.")
    try:
        first = getpass.getpass("Passphrase: ")
        if twice and getpass.getpass("The same passphrase again: ") != first:
            raise StartError("These are two different passphrases.")
    except EOFError:
        raise StartError("No passphrase was given.") from None
    return first
