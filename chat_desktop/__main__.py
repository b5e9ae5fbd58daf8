"""The program: `chat-desktop` opens the window, `visit` another's office in one, `serve` does without; `offices` lists
what is on this network, `doctor` tells why somebody cannot join."""

import argparse
import logging
import sys
from collections.abc import Sequence

from chat_desktop import (
    __version__,
    allocator,
    background,
    child_processes,  # noqa: F401 - early: it keeps the environment that we were started with
    collector,
    config,
    log,
    terminal,
)
from chat_desktop.errors import StartError

BROWSE_S, MOST_BROWSE_S = 3.0, 3_600.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit status. 2: it could not start, and said why."""
    terminal.set_up()
    status = _run(arguments)
    background.leave(status)
    return status


def _run(arguments: Sequence[str] | None) -> int:
    asked = _parser().parse_args(arguments)
    try:
        if asked.command == "offices":
            return _offices(asked.seconds)
        if asked.command == "try-window":
            from chat_desktop.desktop import trial

            return trial.play()
        collector.rest()
        allocator.settle()
        settings = config.load(asked)
        if asked.command == "doctor":
            return _examine(settings, asked.json)
        if asked.command == "visit":
            return _visit(settings, asked.url, asked.office_id)
        if asked.command == "serve":
            return _serve(settings)
        return _open(settings, getattr(asked, "own", False))
    except StartError as problem:
        _complain(str(problem))
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="chat-desktop", description="An office chat on your own network.")
    parser.add_argument("--version", action="version", version=f"Chat Desktop {__version__}")
    config.add_flags(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    run = commands.add_parser("run", help="open the office in a window (this is the default)")
    run.add_argument("--own", action="store_true", help="one's own office, even if another's was visited last")
    visit = commands.add_parser("visit", help="open another's office in a window")
    visit.add_argument("url", metavar="URL", help="its address: http://192.168.1.20:8765")
    visit.add_argument("--office-id", metavar="ID", help="its id, by which it is found again at another address")
    serve = commands.add_parser("serve", help="serve the office without a window")
    for command in (run, visit, serve):
        config.add_flags(command)
    doctor = commands.add_parser("doctor", help="find out why somebody cannot join")
    config.add_flags(doctor)
    doctor.add_argument("--json", action="store_true", help="print the checks as JSON")
    commands.add_parser("try-window")  # without help: for this program itself
    offices = commands.add_parser("offices", help="list the offices on this network")
    offices.add_argument("--seconds", type=_seconds, default=BROWSE_S, help="how long to look (default: %(default)s)")
    return parser


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= MOST_BROWSE_S:  # not a number is neither
        raise argparse.ArgumentTypeError(f"from 0 to {MOST_BROWSE_S:.0f}")
    return seconds


def _open(settings: config.Config, own: bool) -> int:
    from chat_desktop.desktop import visits

    if not own and (visited := visits.instead_of_own(settings.data)):
        return _visit(settings, visited.url, visited.office_id)
    from chat_desktop.desktop import start

    log.set_up(settings.data, libraries_too=True)
    return start.run(settings)


def _visit(settings: config.Config, url: str, office_id: str | None) -> int:
    from chat_desktop.desktop import visit

    return visit.run(settings.data, url, office_id)


def _serve(settings: config.Config) -> int:
    from chat_desktop.runtime import headless

    log.set_up(settings.data)
    return headless.run(settings)


def _examine(settings: config.Config, as_json: bool) -> int:
    # No log: it belongs to the host, which may be running.
    from chat_desktop.network.doctor import report, subject

    return report.run(subject.of_folder(settings.data, settings.port, settings.host, settings.discovery), as_json)


def _offices(seconds: float) -> int:
    from chat_desktop.network.mdns import list_command

    return list_command.run(seconds)


def _complain(sentence: str) -> None:
    """A windowed program may have no standard error (Windows); the log has the sentence too."""
    terminal.complain(sentence)
    logging.getLogger(__name__).info("Did not start: %s", sentence)


if __name__ == "__main__":
    sys.exit(main())
