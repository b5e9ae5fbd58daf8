"""Builds the parser of the command line. Without a command, the program does the same as `run`."""

import argparse

from chat_desktop import __version__, config
from chat_desktop.cli import (
    backup,
    doctor,
    log_file,
    message_box,
    offices,
    restore,
    run,
    serve,
    stop,
    try_update,
    try_window,
    update,
    visit,
)
from chat_desktop.cli.moving import make_current, move, receive, standby
from chat_desktop.cli.office import (
    export,
    import_,
    invite,
    language,
    people,
    power,
    reset_password,
    retention,
    rooms,
    status,
    storage,
)

COMMANDS = (
    *(run, visit, serve, stop, status, power, people, rooms, invite, language, reset_password),
    *(export, import_, backup, restore, move, receive, standby, make_current, doctor),
    *(storage, retention, log_file),
    *(try_window, message_box, offices, update, try_update),
)


def make() -> argparse.ArgumentParser:
    """Returns the parser. The attribute `run` of its result is the function that runs the command."""
    parser = argparse.ArgumentParser(prog="chat-desktop", description="An office chat on your own network.")
    parser.add_argument("--version", action="version", version=f"Chat Desktop {__version__}")
    config.add_flags(parser)
    parser.set_defaults(run=run.run, own=False, has_window=True)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in COMMANDS:
        command.add_to(commands)
    return parser
