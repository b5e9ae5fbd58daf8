"""Implements `chat-desktop backup`, which makes an encrypted backup of the office, also while it is served."""

import argparse
import json
import time
from pathlib import Path
from typing import Any

from chat_desktop import config, terminal
from chat_desktop.cli import passphrases
from chat_desktop.cli.office import daily_backup, printed
from chat_desktop.cli.settings import prepare
from chat_desktop.errors import StartError


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("backup", help="make an encrypted backup of the office")
    parser.add_argument(
        "--to", type=Path, metavar="FOLDER", help="where backups are kept (default: as chosen in the office)"
    )
    parser.add_argument(
        "--one-file", action="store_true", help="put the files of people into the same file, to carry it"
    )
    daily_backup.add_flags(parser)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    passphrases.add_flag(parser)
    config.add_flags(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Makes the backup and returns the exit status. Raises StartError when something to make it with is missing."""
    if daily_backup.is_asked(arguments):
        return daily_backup.run(arguments)
    settings = prepare(arguments)
    from chat_desktop.operations.backup.failures import BackupFailed

    try:
        made = _make(settings, arguments)
    except BackupFailed as problem:
        return report(problem, arguments.json)
    manifest = made.manifest
    if arguments.json:
        said = {**manifest._asdict(), "path": str(made.path), "bytes": made.bytes, "missing": made.missing}
        terminal.print_line(json.dumps({"ok": True, **said}))
        return 0
    terminal.print_line(f"The backup of “{manifest.office_name}” is {made.path}.")
    terminal.print_line(f"In it: {told(manifest)}.")
    if made.missing:
        terminal.print_line(f"{made.missing} files were not there any more.")
    return 0


def _make(settings: config.Config, arguments: argparse.Namespace) -> Any:
    from chat_desktop.operations.backup import backup_file, kept_key, keys, making, rotation
    from chat_desktop.operations.backup.progress import Progress

    kept = kept_key.read(settings.data)
    target = arguments.to.absolute() if arguments.to else (kept.folder if kept else None)
    if target is None:
        raise StartError("Say where the backup goes: --to FOLDER.")
    passphrase = passphrases.given(arguments)
    if passphrase is None and kept is None:
        passphrase = passphrases.ask(twice=True)
    key = kept.key if passphrase is None and kept else keys.new_key(passphrase or "")
    source = making.Source(settings.data, settings.files or settings.data / "files")
    now_ms = time.time_ns() // 1_000_000
    if arguments.one_file:
        name = rotation.name_at(now_ms).removesuffix(backup_file.SUFFIX) + "-office" + backup_file.SUFFIX
        return making.make_bundle(source, target / name, key, now_ms, Progress())
    return making.make(source, target, key, now_ms, Progress())


def told(manifest: Any) -> str:
    """Returns what a backup holds, as words."""
    people = f"{manifest.people:,} {'person' if manifest.people == 1 else 'people'}"
    counts = ("rooms", "messages", "files")
    return ", ".join([people, *(printed.counted(getattr(manifest, count), count[:-1]) for count in counts)])


def report(problem: Exception, as_json: bool) -> int:
    """Tells why there is no result, and returns the exit status 1."""
    if as_json:
        terminal.print_line(json.dumps({"ok": False, "reason": getattr(problem, "reason", ""), "error": str(problem)}))
    terminal.print_error(str(problem))
    return 1
