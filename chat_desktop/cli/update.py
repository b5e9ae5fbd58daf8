"""Implements `chat-desktop update FILE`, which replaces the program by a newer one from a signed file."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chat_desktop import __version__, config, terminal
from chat_desktop.cli.office import printed
from chat_desktop.cli.settings import prepare
from chat_desktop.errors import StartError

if TYPE_CHECKING:
    from chat_desktop.operations.updates.manifest import Manifest
    from chat_desktop.operations.updates.plan import Plan

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
    # Both are for the host that is being closed: it ends in a moment, and was started with these words (JSON).
    parser.add_argument("--wait", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--words", type=json.loads, default=[], help=argparse.SUPPRESS)
    parser.add_argument("--yes", action="store_true", help="do not ask before the program is replaced")
    parser.add_argument("--json", action="store_true", help="print the result as JSON; needs --yes")
    config.add_flags(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Updates the program and returns the exit status. Raises StartError when the update is refused."""
    settings = prepare(arguments)
    if arguments.offer:
        return _offer(arguments)
    from chat_desktop.operations.updates import apply, manifest, program_folder, start_words, trial, update_file
    from chat_desktop.operations.updates.manifest import UpdateRefused
    from chat_desktop.operations.updates.plan import Plan
    from chat_desktop.storage import migrations

    described = update_file.read(arguments.file)
    folder = program_folder.installed()
    package = program_folder.package_name(folder)
    manifest.check(described, __version__, package, migrations.HEAD)
    if not arguments.close:
        apply.check_not_running(settings.data, WAIT_SECONDS if arguments.wait else 0)
    say = _say_nothing if arguments.json else terminal.print_line
    say("\n".join(apply.changes(described, __version__)))
    if not arguments.yes and not _agreed():
        return 1
    running = (_close_office(arguments, say) if arguments.close else []) or arguments.words
    words = running or [*start_words.usual(package), *config.words(arguments)]
    plan = Plan(folder, settings.data, words, migrations.HEAD, described.schema, described.version)
    try:
        _replace(arguments, plan, described, say)
    except UpdateRefused as problem:
        if running or arguments.wait:
            trial.start_again(plan, problem)  # its owner would find it closed
        raise
    return 0


def _replace(arguments: argparse.Namespace, plan: "Plan", described: "Manifest", say: Callable[[str], None]) -> None:
    """Replaces the program and waits until the new one has served, or hands that over to the installer.

    Raises UpdateRefused when the program stays, and StartError when it is back."""
    from chat_desktop import child_processes
    from chat_desktop.operations.updates import apply, program_folder
    from chat_desktop.operations.updates.trial import TAKEN_BACK

    result = {"from": __version__, "to": described.version, "notes": described.notes}
    apply.keep_data(plan.data, described.schema)
    planned = apply.write_plan(plan)
    if apply.uses_installer():
        apply.start_installer(arguments.file, planned, plan.folder)
        _tell(arguments, "The installer replaces the program as soon as this one has ended.", {**result, "runs": False})
        return
    old = apply.replace_program(arguments.file, described, plan.folder)
    # From here on, files that this program would load are those of the new one. The old one goes on in its own folder.
    trying = child_processes.start([str(program_folder.program(old)), "try-update", str(planned)])
    say("The new program starts. The old one is kept until the new one has served for a minute.")
    if trying.wait() != 0:
        raise StartError(TAKEN_BACK, plan.refused(TAKEN_BACK).values)
    _tell(arguments, f"Chat Desktop {described.version} is installed and runs.", {**result, "runs": True})


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


def _close_office(arguments: argparse.Namespace, say: Callable[[str], None]) -> list[str]:
    """Tells everyone that the office is back soon, and closes it, if it runs. Raises StartError.

    Returns the words with which it was started, or none."""
    from chat_desktop.cli import office_client, stop

    settings = config.load(arguments)
    words: list[str] = []
    with office_client.connect(settings) as office:
        if office.is_running:
            words = office.get("/api/host/updates")["words"]
            office.ask("PUT", "/api/host/pause", {"minutes": BACK_IN_MINUTES})
    say((stop.CLOSED if stop.close(settings.data) else stop.NOT_RUNNING).format(data=settings.data))
    return words


def _agreed() -> bool:
    if not sys.stdin or not sys.stdin.isatty():
        raise StartError("Add --yes to replace the program without a question.")
    return input("Replace the program? [y/N] ").strip().lower() in ("y", "yes")
