"""Implements `chat-desktop receive`, which takes an office over from another computer and then serves it."""

import argparse
import json
import socket
import sys
from pathlib import Path
from typing import Any

from chat_desktop import config, log, terminal
from chat_desktop.cli.settings import prepare
from chat_desktop.errors import StartError
from chat_desktop.languages.system_words import system_words

PORT = 8799  # as in operations/moving/receiving.py, which is imported late


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("receive", help="take an office over from another computer")
    parser.add_argument("--listen-port", type=int, default=PORT, help="where it waits (default: %(default)s)")
    parser.add_argument("--yes", action="store_true", help="replace the office that is in the data folder")
    parser.add_argument("--finish", action="store_true", help="use what has arrived without the other computer's word")
    parser.add_argument("--exit", action="store_true", help="end when the office is here, and do not serve it")
    parser.add_argument("--json", action="store_true", help="print the code and the result as JSON, a line each")
    config.add_flags(parser)
    parser.set_defaults(run=run, has_window=False)


def run(arguments: argparse.Namespace) -> int:
    """Waits for an office, and serves it. Returns the exit status. Raises StartError."""
    settings = prepare(arguments)
    from chat_desktop.operations.backup.failures import BackupFailed

    try:
        _receive(arguments, settings)
    except BackupFailed as problem:
        if arguments.json:
            terminal.print_line(json.dumps({"ok": False, "reason": problem.reason, "error": str(problem)}))
        terminal.print_error(str(problem))
        return 1
    except KeyboardInterrupt:
        return 1
    return 0 if arguments.exit else serve(settings)


def serve(settings: config.Config) -> int:
    """Serves the office that has come, in a window where there is a screen. Returns the exit status."""
    from chat_desktop.desktop import start
    from chat_desktop.runtime import headless

    log.set_up(settings.data)
    return headless.run(settings) if sys.platform == "linux" and not terminal.is_seen() else start.run(settings)


def _receive(arguments: argparse.Namespace, settings: config.Config) -> None:
    from chat_desktop.operations.backup.failures import told
    from chat_desktop.operations.backup.progress import Progress
    from chat_desktop.operations.moving import receiving

    with told("receive"), receiving.held(settings.data, arguments.yes):
        receiver = receiving.Receiver(settings.data, Progress(), settings.port)
        if arguments.finish:
            _finish(receiver, settings.data)
        else:
            with listener_at(settings.host, arguments.listen_port) as listener:
                _tell(receiver.code, listener.getsockname()[1], receiver.has_arrived, arguments.json)
                receiver.serve(listener)
    if arguments.json:
        terminal.print_line(json.dumps({"ok": True, "data": str(settings.data)}))
    else:
        terminal.print_line(f"The office is here now, in {settings.data}.")


def _finish(receiver: Any, data: Path) -> None:
    if not receiver.has_arrived:
        raise StartError(f"No office has arrived in {data}.")
    receiver.finish()


def listener_at(host: str, port: int) -> socket.socket:
    """Returns a socket that listens. Raises StartError."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as problem:
        raise StartError(
            f"The port {port} cannot be used: {system_words(problem)}. Choose another by --listen-port."
        ) from None


def typed_addresses(port: int) -> tuple[list[str], str]:
    """Returns the addresses of this computer, and what is typed behind one of them for a port that is not the usual."""
    from chat_desktop.network.addressing.lan_addresses import lan_addresses

    return [each.ip for each in lan_addresses()], "" if port == PORT else f":{port}"


def _tell(code: str, port: int, has_arrived: bool, as_json: bool) -> None:
    addresses, suffix = typed_addresses(port)
    if as_json:
        terminal.print_line(json.dumps({"code": code, "port": port, "addresses": addresses, "arrived": has_arrived}))
        return
    where = addresses[0] if addresses else "this computer's address"
    if has_arrived:
        terminal.print_line("An office has arrived here, and waits for the word of the other computer. Leave both on.")
        terminal.print_line("If that one is lost for good, run chat-desktop receive --finish.")
    terminal.print_line(f"On the computer that has the office, run: chat-desktop move --to {where}{suffix}")
    terminal.print_line(f"and type this code there: {code}")
