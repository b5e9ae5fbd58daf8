"""Implements `chat-desktop update FILE`, which replaces the program by a newer one from a signed file."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chat_desktop import __version__, config, terminal
from chat_desktop.cli.office import printed
from chat_desktop.cli.settings import prepare
from chat_desktop.errors import StartError

WAIT_SECONDS = 60.0
LOOK_SECONDS = 0.1
BACK_IN_MINUTES = 3


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("update", help="replace the program by a newer one from a signed file")
    parser.add_argument("file", metavar="FILE", type=Path, help="the file that you were given: chat-desktop-2.0.update")
    offering = "do not install it here, but offer it to other Chat Desktops on this network, whose owners decide"
    parser.add_argument("--offer", action="store_true", help=offering)
    closing = "close the office that runs here, and tell everyone when it is back"
    parser.add_argument("--close", action="store_true", help=closing)
    parser.add_argument("--wait", action="store_true", help=argparse.SUPPRESS)  # for the host that is being closed
    parser.add_argument("--yes", action="store_true", help="do not ask before the program is replaced")
    parser.add_argument("--json", action="store_true", help="print the result as JSON; needs --yes")
    config.add_flags(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Updates the program and returns the exit status. Raises StartError when the update is refused."""
    settings = prepare(arguments)
    if arguments.offer:
        return _offer(arguments)
    from chat_desktop import child_processes
    from chat_desktop.operations.updates import apply, manifest, program_folder, update_file
    from chat_desktop.storage import migrations

    described = update_file.read(arguments.file)
    folder = program_folder.installed()
    manifest.check(described, __version__, folder.name, migrations.HEAD)
    if not arguments.close:
        apply.check_not_running(settings.data, WAIT_SECONDS if arguments.wait else 0)
    say = _say_nothing if arguments.json else terminal.print_line
    say("\n".join(apply.changes(described, __version__)))
    result = {"from": __version__, "to": described.version, "notes": described.notes}
    if not arguments.yes and not _agreed():
        return 1
    if arguments.close:
        _close_office(arguments, say)
    apply.keep_data(settings.data, described.schema)
    if apply.uses_installer():
        apply.start_installer(arguments.file)
        _tell(arguments, "The installer replaces the program as soon as this one has ended.", {**result, "runs": False})
        return 0
    old = apply.replace_program(arguments.file, described, folder)
    # From here on, files that this program would load are those of the new one. The old one goes on in its own folder.
    words = ["--folder", str(folder), "--before", migrations.HEAD, "--after", described.schema]
    trial = child_processes.start([str(old / "chat-desktop"), "try-update", *words, "--data", str(settings.data)])
    say("The new program starts. The old one is kept until the new one has served for a minute.")
    if trial.wait() == 0:
        _tell(arguments, f"Chat Desktop {described.version} is installed and runs.", {**result, "runs": True})
        return 0
    raise StartError(f"Version {described.version} did not serve, and version {__version__} is back. See its log.")


def _say_nothing(words: str) -> None:
    """Stands in for printing, where a program reads the result."""


def _tell(arguments: argparse.Namespace, words: str, result: dict[str, Any]) -> None:
    if arguments.json:
        printed.as_json(result)
    else:
        terminal.print_line(words)


def _offer(arguments: argparse.Namespace) -> int:
    """Has the office that runs here offer the file. Raises StartError."""
    from chat_desktop.cli import office_client
    from chat_desktop.operations.updates import update_file

    described = update_file.verify(arguments.file)
    with office_client.connect(config.load(arguments)) as office:
        if not office.is_running:
            raise StartError("The office is not running, so nobody can be offered the update.")
        state = office.ask("PUT", "/api/host/updates/offer", {"path": str(arguments.file.absolute())})
        while state["busy"] is not None:
            time.sleep(LOOK_SECONDS)
            state = office.get("/api/host/updates")
        if state["problem"]:
            raise StartError(state["problem"])
    told = f"Other Chat Desktops on this network are offered version {described.version}."
    _tell(arguments, told, {"offered": described.version})
    return 0


def _close_office(arguments: argparse.Namespace, say: Callable[[str], None]) -> None:
    """Tells everyone that the office is back soon, and closes it, if it runs. Raises StartError."""
    from chat_desktop.cli import office_client, stop

    settings = config.load(arguments)
    with office_client.connect(settings) as office:
        if office.is_running:
            office.ask("PUT", "/api/host/pause", {"minutes": BACK_IN_MINUTES})
    say((stop.CLOSED if stop.close(settings.data) else stop.NOT_RUNNING).format(data=settings.data))


def _agreed() -> bool:
    if not sys.stdin or not sys.stdin.isatty():
        raise StartError("Add --yes to replace the program without a question.")
    return input("Replace the program? [y/N] ").strip().lower() in ("y", "yes")
