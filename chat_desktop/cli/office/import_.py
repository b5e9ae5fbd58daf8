"""Implements `chat-desktop import`: takes over what this program, Slack, Mattermost or Rocket.Chat has exported.

docs/import.md describes what comes along.
"""

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from chat_desktop import config, terminal
from chat_desktop.cli import office_client
from chat_desktop.cli.office import found, printed
from chat_desktop.cli.office_client import OfficeClient
from chat_desktop.errors import StartError
from chat_desktop.languages.system_words import file_cannot_read

ASK_SECONDS = 0.2  # between two questions how far it is
TELL_SECONDS = 2.0
BLOCK_BYTES = 1 << 18
BUSY = ("reading", "running")
DIRECT = "Direct conversation"
INTO = {"same": "the same room", "name": "the room of this name", "people": "the same people", "new": "a new room"}
HOW = {"id": "the same person", "name": "by the name", "chosen": "as you said", "new": "new, cannot sign in"}


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("import", help="take over an export of this program, Slack, Mattermost or Rocket.Chat")
    config.add_flags(parser)
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be imported")
    parser.add_argument("--yes", action="store_true", help="do not ask before it begins")
    parser.add_argument(
        "--person",
        action="append",
        default=[],
        metavar="THERE=HERE",
        help="who a person of the export is here; nothing after the = makes a new one; may be repeated",
    )
    parser.add_argument("source", type=Path, metavar="FILE", help="the file or the folder to import")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Imports, and returns the exit status. Raises StartError."""
    archive = _archive(arguments.source)
    with office_client.connect(config.load(arguments)) as office:
        attachment = _send(office, arguments.source, archive)
        try:
            result = _import(office, attachment, arguments)
        finally:
            office.ask("DELETE", f"/api/attachments/{attachment['id']}")
    if arguments.json:
        printed.as_json(result)
    elif "report" in result:
        printed.lines(_report_lines(result["report"]))
    return 0


def _import(office: OfficeClient, attachment: dict[str, Any], arguments: argparse.Namespace) -> dict[str, Any]:
    office.ask("POST", "/api/import", {"attachment_id": attachment["id"]})
    try:
        plan = _finished(office)["plan"]
        if not arguments.json:
            printed.lines(_plan_lines(plan))
        if arguments.dry_run or not _is_wanted(arguments):
            office.ask("DELETE", "/api/import/run")
            return {"plan": plan}
        office.ask("POST", "/api/import/run", {"people": _chosen(office, plan, arguments.person)})
        return {"plan": plan, "report": _finished(office)["report"]}
    except BaseException:  # it was interrupted, say
        office.ask("DELETE", "/api/import/run")
        raise


def _finished(office: OfficeClient) -> dict[str, Any]:
    """Returns the state of the import once it has come to an end. Raises StartError when that is not a good one."""
    told_at = time.monotonic()
    while True:
        state: dict[str, Any] = office.get("/api/import")
        if state["stage"] not in BUSY:
            break
        if time.monotonic() - told_at >= TELL_SECONDS:
            told_at = time.monotonic()
            progress = state.get("progress", {})
            total = f" of {progress['total']:,}" if "total" in progress else ""
            terminal.print_error(f"{progress.get('done', 0):,}{total} messages")
        time.sleep(ASK_SECONDS)
    if state["stage"] in ("failed", "cancelled", "none"):
        raise StartError(state.get("problem") or "The import was cancelled. What was imported stays.")
    return state


def _chosen(office: OfficeClient, plan: dict[str, Any], pairs: list[str]) -> dict[str, str | None]:
    chosen: dict[str, str | None] = {}
    for pair in pairs:
        there, equals, here = pair.partition("=")
        same = [one for one in plan["people"] if there.strip().casefold() in (one["name"].casefold(), one["id"])]
        if not equals or len(same) != 1:
            raise StartError(f"--person {pair}: the export has {len(same)} people of this name. Give THERE=HERE.")
        chosen[same[0]["id"]] = found.person(office, here)["id"] if here.strip() else None
    return chosen


def _is_wanted(arguments: argparse.Namespace) -> bool:
    if arguments.yes or arguments.json or not sys.stdin.isatty():
        return True
    return input("Import this? [y/N] ").strip().casefold() in ("y", "yes")


def _plan_lines(plan: dict[str, Any]) -> list[str]:
    counts = [printed.counted(plan["messages"], "message"), printed.counted(plan["files"], "file")]
    people = [[one["name"], one["here"], HOW[one["how"]], f"{one['messages']:,}"] for one in plan["people"]]
    rooms = [
        [one["name"] or DIRECT, INTO.get(one["into"], one.get("reason")), f"{one['messages']:,}"]
        for one in plan["rooms"]
    ]
    return [
        f"{plan['source']}: {', '.join(counts)}",
        *printed.table(["THERE", "HERE", "MATCHED", "MESSAGES"], people),
        "",
        *printed.table(["ROOM", "GOES TO", "MESSAGES"], rooms),
    ]


def _report_lines(report: dict[str, Any]) -> list[str]:
    what = [printed.counted(report[name], name[:-1]) for name in ("rooms", "messages", "files")]
    lines = [f"Imported: {', '.join(what)}, {report['changed']:,} changed, {report['people']:,} new people."]
    for one in report["left_out"]:
        lines.append(f"{one['reason']}: {one['count']:,}")
        lines += [f"    {printed.harmless(example)}" for example in one["examples"]]
    return lines


def _archive(source: Path) -> Any:
    """Returns the archive of a folder, or None for a file. Raises StartError."""
    from chat_desktop.operations import archive_faults
    from chat_desktop.operations.exchange import folder
    from chat_desktop.operations.exchange.refused import ExchangeRefused

    try:
        if source.is_dir():
            return folder.archive_of(source)
        if archive_faults.is_no_file(source):
            raise StartError(f"{source} is neither a file nor a folder.")
        source.open("rb").close()
    except OSError as problem:
        raise file_cannot_read(StartError, problem.filename or source, problem) from None
    except ExchangeRefused as problem:
        raise StartError(problem.key, problem.values) from None
    return None


def _send(office: OfficeClient, source: Path, archive: Any) -> dict[str, Any]:
    if archive is not None:
        return dict(office.upload(f"{source.absolute().name}.zip", archive.length, archive.pieces()))
    with source.open("rb") as file:
        pieces = iter(lambda: file.read(BLOCK_BYTES), b"")
        return dict(office.upload(source.name, source.stat().st_size, pieces))
