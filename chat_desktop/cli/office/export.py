"""Implements `chat-desktop export`: writes rooms with their files into a folder, as JSON lines and as one HTML page.

docs/export.md describes the format.
"""

import argparse
import hashlib
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chat_desktop import config, terminal
from chat_desktop.atomic_write import rename_over
from chat_desktop.cli import office_client
from chat_desktop.cli.office import found, printed
from chat_desktop.cli.office_client import OfficeClient, RefusedError
from chat_desktop.errors import StartError
from chat_desktop.languages.system_words import file_words, system_words
from chat_desktop.operations.exchange import hash_chain
from chat_desktop.operations.exchange.writing import FILES, HTML, LINES, ExportWriter

PAGE = 200  # messages of one request
TELL_SECONDS = 2.0  # between two lines about the progress


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("export", help="write rooms with their files into a folder, or check such a folder")
    config.add_flags(parser)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--room", action="append", metavar="NAME", help="only this room; may be repeated")
    parser.add_argument("--to", type=Path, metavar="DIR", help="the new folder to write")
    parser.add_argument("--without-files", action="store_true", help="leave the files out")
    parser.add_argument("--check", type=Path, metavar="DIR", help="check an exported folder in place of exporting")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exports or checks, and returns the exit status. Raises StartError."""
    if arguments.check is not None:
        result = _check(arguments.check)
    elif arguments.to is None:
        raise StartError("Say with --to DIR which new folder is to be written.")
    else:
        with office_client.connect(config.load(arguments)) as office, _new_folder(arguments.to) as folder:
            result = Export(office, folder, not arguments.without_files).run(arguments.room)
    if arguments.json:
        printed.as_json(result)
    else:
        what = [printed.counted(result[name], name[:-1]) for name in ("rooms", "messages", "files")]
        printed.lines([f"{', '.join(what)}. SHA-256 of the chain: {result['head']}"])
    return 0


class Export:
    """Writes one export."""

    def __init__(self, office: OfficeClient, folder: Path, with_files: bool) -> None:
        self._office, self._folder, self._with_files = office, folder, with_files
        self._told_at = time.monotonic()

    def run(self, names: list[str] | None) -> dict[str, Any]:
        """Writes everything and returns the counts and the last hash."""
        rooms = [found.room(self._office, name) for name in names] if names else _named(self._office)
        with (
            (self._folder / LINES).open("w", encoding="utf-8", newline="\n") as lines,
            (self._folder / HTML).open("w", encoding="utf-8", newline="\n") as page,
        ):
            self._writer = ExportWriter(self._ask("/api/boot")["office"], lines, page)
            for user in found.people(self._office):
                self._writer.user(user)
            for room in rooms:
                self._room(room)
            self._writer.end()
        return {**self._writer.counts, "head": self._writer.head}

    def _room(self, room: dict[str, Any]) -> None:
        members = self._ask(f"/api/rooms/{room['id']}/members")["members"] if room["joined"] else []
        self._writer.room(room, [one["user_id"] for one in members])
        after, more = 0, True
        while more:
            answer = self._ask(f"/api/rooms/{room['id']}/messages?after={after}&limit={PAGE}")
            for message in answer["messages"]:
                self._message(message)
            more = answer["more_after"] and answer["messages"]
            after = answer["messages"][-1]["seq"] if answer["messages"] else after
            self._tell(room)

    def _message(self, message: dict[str, Any]) -> None:
        self._writer.message(message, [self._attachment(one) for one in message["attachments"]])

    def _attachment(self, attachment: dict[str, Any]) -> dict[str, Any]:
        if not self._with_files or "removed_at" in attachment:
            return self._writer.attachment(attachment, None)
        # The name on the disk is the id alone, because no system refuses it.
        path = self._folder / FILES / str(attachment["id"])
        path.parent.mkdir(exist_ok=True)
        digest = hashlib.sha256()
        with path.open("wb") as file:
            for piece in self._office.pieces(f"/files/{attachment['id']}/file?as=download"):
                digest.update(piece)
                file.write(piece)
        return self._writer.attachment(attachment, digest.hexdigest())

    def _ask(self, path: str) -> Any:
        """Asks again later when the office is asked too often."""
        while True:
            try:
                return self._office.get(path)
            except RefusedError as problem:
                if problem.code != "rate_limited":
                    raise
                time.sleep(1.0)

    def _tell(self, room: dict[str, Any]) -> None:
        if time.monotonic() - self._told_at >= TELL_SECONDS:
            self._told_at = time.monotonic()
            terminal.print_error(
                f"{self._writer.counts['messages']:,} messages, in {printed.harmless(room['name'] or '')}"
            )


def _named(office: OfficeClient) -> list[dict[str, Any]]:
    """Returns the rooms that the owner is in, without direct conversations."""
    return [room for room in found.rooms(office) if room["joined"] and room["kind"] != "direct"]


@contextmanager
def _new_folder(target: Path) -> Iterator[Path]:
    """Creates a folder that gets its name once it is whole. It is removed when the export fails or is cancelled.

    What an export has left that was killed is removed before the next one."""
    target = target.absolute()
    part = target.with_name(f"{target.name}.part")
    taken = target if target.exists() else part
    if taken.exists() and not (taken == part and _is_left_over(part)):
        raise StartError(f"{taken} exists already. Choose a new folder.")
    own = -1
    try:
        if part.exists():
            shutil.rmtree(part)
        part.mkdir(mode=0o700, parents=True)
        own = part.stat().st_ino
        yield part
        if part.stat().st_ino != own:
            raise StartError(f"Another export to {target} was begun meanwhile.")
        rename_over(part, target)
    except OSError as problem:
        raise StartError(f"The export cannot be written to {target}: {system_words(problem)}.") from problem
    finally:
        if part.exists() and part.stat().st_ino == own:
            shutil.rmtree(part, ignore_errors=True)


def _is_left_over(part: Path) -> bool:
    """Returns whether a folder holds nothing but what an export writes."""
    return part.is_dir() and not part.is_symlink() and {one.name for one in part.iterdir()} <= {LINES, HTML, FILES}


def _check(folder: Path) -> dict[str, Any]:
    """Returns the counts of an export that is whole, and its last hash. Raises StartError."""
    found: dict[str, Any] = {"rooms": 0, "messages": 0, "files": 0, "head": ""}
    try:
        for record, digest in hash_chain.checked(folder / LINES):
            found["rooms"] += record["type"] == "room"
            found["messages"] += record["type"] == "message"
            found["files"] += sum(_check_file(folder, one) for one in record.get("attachments", []))
            found["head"] = digest
    except OSError as problem:
        raise StartError(f"The export in {folder} cannot be checked: {file_words(problem)}.") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StartError(f"{folder / LINES} is not the list of an export of Chat Desktop.") from None
    return found


def _check_file(folder: Path, attachment: dict[str, Any]) -> int:
    if "path" not in attachment:
        return 0
    path = folder / FILES / Path(attachment["path"]).name
    with path.open("rb") as file:
        if hash_chain.of_file(file) != attachment["sha256"]:
            raise StartError(f"{path} is not the file that was exported.")
    return 1
