"""Implements `chat-desktop invite`, which shows how colleagues join: the link, its QR code and the PIN."""

import argparse
from typing import Any

from chat_desktop import config
from chat_desktop.cli import office_client
from chat_desktop.cli.office import printed

WAYS = ("link", "pin", "knock")


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("invite", help="show the join link, its QR code and the PIN")
    config.add_flags(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.add_argument("--renew", choices=("link", "pin"), help="replace the link or the PIN first")
    parser.add_argument("--turn-on", choices=WAYS, help="turn a join method on first")
    parser.add_argument("--turn-off", choices=WAYS, help="turn a join method off first")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints how people join and returns the exit status. Raises StartError."""
    from chat_desktop.network.addressing import links

    with office_client.connect(config.load(arguments)) as office:
        _change(office, arguments)
        found = office.get("/api/invite")
        is_running = office.is_running
    shown = {name: found[name] for name in ("join_url", "address", "lan_urls", "name_url", "ways", "pin")}
    if arguments.json:
        printed.as_json({**shown, "running": is_running})
        return 0
    lines = [f"Link  {found['join_url']}"] if "link" in found["ways"] else ["The link is turned off."]
    lines += [f"PIN   {found['pin']}"] if found["pin"] else []
    printed.lines([*lines, *printed.not_running(is_running), "", links.qr_terminal(found["join_url"])])
    return 0


def _change(office: office_client.OfficeClient, arguments: argparse.Namespace) -> None:
    if arguments.turn_on or arguments.turn_off:
        ways = [way for way in office.get("/api/invite")["ways"] if way != arguments.turn_off]
        wanted = [way for way in WAYS if way in ways or way == arguments.turn_on]
        office.ask("PATCH", "/api/invite", {"ways": wanted})
    if arguments.renew:
        office.ask("POST", "/api/invite/renew", {"what": arguments.renew})
