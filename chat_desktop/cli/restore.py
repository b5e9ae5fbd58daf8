"""Implements `chat-desktop restore FILE`, which puts the office of a backup into a data folder."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chat_desktop import config, terminal
from chat_desktop.cli import backup, passphrases
from chat_desktop.cli.office import printed
from chat_desktop.cli.settings import prepare
from chat_desktop.errors import StartError

if TYPE_CHECKING:
    from chat_desktop.operations.backup.restoring import Lost

MOST_LISTED = 10


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("restore", help="restore the office from a backup")
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup, in its folder with the files of people")
    parser.add_argument("--yes", action="store_true", help="replace the office that is in the data folder")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    passphrases.add_flag(parser)
    config.add_flags(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Restores and returns the exit status. Raises StartError when the folder is in use or no passphrase is given."""
    settings = prepare(arguments)
    from chat_desktop.operations.backup import backup_file, restoring
    from chat_desktop.operations.backup.failures import BackupFailed, told
    from chat_desktop.operations.backup.progress import Progress

    try:
        with told("restore"):
            backup_file.header_of(arguments.file)
            may_replace = arguments.yes or _asked_to_replace(settings.data)
            passphrase = passphrases.given(arguments)
            key = backup_file.key_for(
                arguments.file, passphrases.ask(twice=False) if passphrase is None else passphrase
            )
        restored = restoring.restore(arguments.file, settings.data, key, Progress(), may_replace)
    except BackupFailed as problem:
        return backup.report(problem, arguments.json)
    if arguments.json:
        before = str(restored.before) if restored.before else None
        lost = [_as_json(each) for each in restored.lost]
        terminal.print_line(json.dumps({"ok": True, **restored.manifest._asdict(), "before": before, "lost": lost}))
        return 0
    terminal.print_line(f"“{restored.manifest.office_name}” is restored: {backup.told(restored.manifest)}.")
    if restored.before:
        terminal.print_line(f"The office that was there is kept in {restored.before}.")
    if restored.lost:
        printed.lines(_lost_lines(restored.lost, restored.manifest.files))
    return 0


def _as_json(lost: "Lost") -> dict[str, Any]:
    told = {"path": str(lost.path), "size": lost.file.size, "is_damaged": lost.is_damaged}
    return {**told, **({} if lost.sent_as is None else {"name": lost.sent_as})}


def _lost_lines(lost: "list[Lost]", files: int) -> list[str]:
    """Returns what people need to know of the files that were left out. Names of private rooms are not shown."""
    of_all = f"{len(lost)} of {printed.counted(files, 'file')}"
    lines = [f"Missing or damaged beside the backup, and therefore left out: {of_all}."]
    for each in lost[:MOST_LISTED]:
        name = "a file of a private room" if each.sent_as is None else printed.harmless(each.sent_as)
        state = "is damaged" if each.is_damaged else "is missing"
        lines.append(f"  {name}, {printed.size(each.file.size)}: {each.path} {state}")
    if len(lost) > MOST_LISTED:
        lines.append(f"  and {len(lost) - MOST_LISTED} more; --json lists all of them")
    again = "If another copy of that folder has them, put them there and restore again."
    return [*lines, f"Everything else is there. {again}"]


def _asked_to_replace(data: Path) -> bool:
    """Asks a person at a terminal. Without one, or with another answer, nothing is replaced."""
    from chat_desktop.operations.backup import restoring

    if not restoring.holds_office(data) or sys.stdin is None or not sys.stdin.isatty():
        return False
    terminal.print_line(
        f"The folder {data} holds an office already. It will be kept aside, and the backup takes its place."
    )
    if input("Type yes to go on: ").strip().lower() != "yes":
        raise StartError("Nothing was changed.")
    return True
