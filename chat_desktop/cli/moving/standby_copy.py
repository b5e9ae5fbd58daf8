"""The acts of `chat-desktop standby` on the computer that keeps the copy."""

import argparse
import json
import socket
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from chat_desktop import log, terminal
from chat_desktop.cli import office_client
from chat_desktop.cli.moving import receive, standby_office
from chat_desktop.cli.office import printed
from chat_desktop.cli.settings import prepare
from chat_desktop.config import Config
from chat_desktop.errors import StartError
from chat_desktop.storage.database import FILE_NAME

NONE = "There is no copy of an office in {data}. Run chat-desktop standby enrol here first."


def status(arguments: argparse.Namespace) -> int:
    """Prints the copies on this computer, and the stand-bys of an office that it hosts. Returns the exit status."""
    settings = prepare(arguments)
    own = _statuses(settings.data)
    hosted = _hosted(settings)
    if _is_json(arguments):
        printed.as_json({"copies": own, "standbys": hosted})
        return 0
    if hosted is not None:
        printed.lines(standby_office.lines(hosted))
    for each in own:
        printed.lines(_lines(each))
    if hosted is None and not own:
        printed.lines([NONE.format(data=settings.data)])
    return 0


def enrol(arguments: argparse.Namespace) -> int:
    """Shows a code, waits for the host, and keeps a copy. Returns the exit status. Raises StartError."""
    settings = prepare(arguments)
    from chat_desktop.operations.backup.failures import BackupFailed
    from chat_desktop.operations.standby.enrolment import Enrolling

    enrolling = Enrolling(settings.data, arguments.name or socket.gethostname())
    try:
        with receive.listener_at(settings.host, arguments.listen_port) as listener:
            _tell(enrolling.code, listener.getsockname()[1], _is_json(arguments))
            found = enrolling.serve(listener)
    except (BackupFailed, KeyboardInterrupt) as problem:
        return _failed(arguments, problem)
    if _is_json(arguments):
        terminal.print_line(json.dumps({"ok": True, "office": found.office_name, "office_id": found.office_id}))
    else:
        terminal.print_line(f"This computer is a stand-by of {found.office_name} now.")
    return 0 if arguments.exit else _keep(settings, False)


def run(arguments: argparse.Namespace) -> int:
    """Keeps all copies on this computer current until it is ended. Returns the exit status. Raises StartError."""
    settings = prepare(arguments)
    return _keep(settings, arguments.once)


def take_over(arguments: argparse.Namespace) -> int:
    """Lets this computer serve the office, and returns the exit status. Raises StartError."""
    settings = prepare(arguments)
    folder, kept = _one(settings.data, arguments.copy_of)
    from chat_desktop.operations.backup.failures import BackupFailed
    from chat_desktop.operations.backup.progress import Progress
    from chat_desktop.operations.standby import taking_over
    from chat_desktop.runtime.standby import finding

    if kept.taken_over_in is not None:
        raise StartError(f"The office was taken over already. It is in {kept.taken_over_in}.")
    if not arguments.yes:
        _ask(_status(folder, kept), finding.find(kept))
    data = taking_over.office_folder(settings.data, folder)
    try:
        taken = taking_over.take_over(folder, kept, data, Progress())
    except (BackupFailed, KeyboardInterrupt) as problem:
        return _failed(arguments, problem)
    if _is_json(arguments):
        terminal.print_line(json.dumps({"ok": True, "data": str(data), "missing_files": taken.missing}))
    else:
        terminal.print_line(f"The office is here now, in {data}. The computer that had it gives way when it is back.")
    return 0 if arguments.exit else receive.serve(replace(settings, data=data))


def remove(arguments: argparse.Namespace) -> int:
    """Deletes a copy, tells the host, and returns the exit status. Raises StartError."""
    settings = prepare(arguments)
    folder, kept = _one(settings.data, arguments.copy_of)
    from chat_desktop.operations.standby import settings as standby_settings
    from chat_desktop.runtime.standby import keeper

    has_heard = kept.taken_over_at is not None or keeper.leave(kept)
    try:
        standby_settings.remove(folder)
    except OSError as problem:
        raise StartError(f"The copy in {folder} cannot be deleted: {problem.strerror}.") from None
    if _is_json(arguments):
        terminal.print_line(json.dumps({"ok": True, "host_knows": has_heard}))
    else:
        terminal.print_line("The copy on this computer is deleted.")
        if not has_heard:
            terminal.print_line("The host was not reached. Remove the stand-by there too.")
    return 0


def _keep(settings: Config, once: bool) -> int:
    from chat_desktop.operations.standby import settings as standby_settings
    from chat_desktop.runtime import headless
    from chat_desktop.runtime.standby.keeper import Keeper

    folders = [folder for folder, kept in standby_settings.all_in(settings.data) if kept.taken_over_at is None]
    if not folders:
        raise StartError(NONE.format(data=settings.data))
    keepers = [Keeper(folder) for folder in folders]
    if once:
        for keeper in keepers:
            keeper.round()
        return int(any(each["problem"] or each["copy_at"] is None for each in _statuses(settings.data)))
    log.set_up(settings.data / standby_settings.FOLDER)
    stop = headless.Stop()
    for keeper in keepers:
        keeper.start()
    try:
        stop.wait()
    finally:
        for keeper in keepers:
            keeper.stop()
    return 0


def _ask(state: dict[str, Any], host: object) -> None:
    from chat_desktop.operations.standby import telling

    if host is not None:
        raise StartError("The host of this office answers. Use chat-desktop move there, or say --yes to take over.")
    if sys.stdin is None or not sys.stdin.isatty():
        raise StartError("Say --yes to serve the office from this computer.")
    age = telling.age_words(state["age_seconds"] or 0)
    terminal.print_line(f"What was written in the last {age} may be missing here.")
    if input("Type yes to serve the office from this computer: ").strip().lower() != "yes":
        raise StartError("Nothing was changed.")


def _tell(code: str, port: int, as_json: bool) -> None:
    addresses, suffix = receive.typed_addresses(port)
    if as_json:
        terminal.print_line(json.dumps({"code": code, "port": port, "addresses": addresses}))
        return
    where = (addresses[0] if addresses else "ADDRESS") + suffix
    terminal.print_line("On the host, the owner opens Settings, The host's computer, Stand-by, and types there:")
    terminal.print_line(f"  address  {where}")
    terminal.print_line(f"  code     {code}")


def _failed(arguments: argparse.Namespace, problem: BaseException) -> int:
    if isinstance(problem, KeyboardInterrupt):
        return 1
    if _is_json(arguments):
        reason = getattr(problem, "reason", "failed")
        terminal.print_line(json.dumps({"ok": False, "reason": reason, "error": str(problem)}))
    terminal.print_error(str(problem))
    return 1


def _one(data: Path, wanted: str | None) -> tuple[Path, Any]:
    from chat_desktop.operations.standby import settings as standby_settings

    found = standby_settings.all_in(data)
    if wanted:
        found = [each for each in found if wanted in (each[1].office_id, each[1].office_name)]
    if not found:
        raise StartError(NONE.format(data=data))
    if len(found) > 1:
        raise StartError("There are copies of several offices here. Choose one by --copy-of.")
    return found[0]


def _hosted(settings: Config) -> list[dict[str, Any]] | None:
    database = settings.data / FILE_NAME
    if not database.is_file() or not database.stat().st_size:
        return None
    with office_client.connect(settings) as office:
        return standby_office.listed(office)


def _statuses(data: Path) -> list[dict[str, Any]]:
    from chat_desktop.operations.standby import settings as standby_settings

    return [_status(folder, kept) for folder, kept in standby_settings.all_in(data)]


def _status(folder: Path, kept: Any) -> dict[str, Any]:
    from chat_desktop.operations.standby import telling

    return telling.status(folder, kept, time.time_ns() // 1_000_000)


def _lines(state: dict[str, Any]) -> list[str]:
    from chat_desktop.operations.standby import telling

    if state["taken_over_in"]:
        return [f"{state['office']}: taken over. It is in {state['taken_over_in']}."]
    age = state["age_seconds"]
    said = [f"{state['office']}: " + ("no copy yet." if age is None else f"copy {telling.age_words(age)} old.")]
    if state["missing_files"]:
        said.append(f"  {state['missing_files']} files are still to come.")
    if state["problem"]:
        said.append(f"  {state['problem']['text']}")
    if state["host_is_away"]:
        said.append("  The host is not reached." + (" chat-desktop standby take-over serves this copy." if age else ""))
    return said


def _is_json(arguments: argparse.Namespace) -> bool:
    return bool(getattr(arguments, "json", False))
