"""Implements `chat-desktop people`: lists the people of the office and changes what they may do."""

import argparse
from typing import Any

from chat_desktop import config
from chat_desktop.cli.office import acts as office_acts
from chat_desktop.cli.office import found, printed
from chat_desktop.cli.office.acts import Act, Result
from chat_desktop.cli.office_client import OfficeClient

ROLES = ("admin", "member", "guest")


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("people", help="list people; change roles, remove people, make sign-in links")
    config.add_flags(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.set_defaults(run=office_acts.run, act=_list)
    acts = parser.add_subparsers(metavar="ACT")
    office_acts.add(acts, "list", "list the people (this is the default)", _list)
    _person(acts, "link", "make a link that signs a person in who has lost the password", _link)
    _person(acts, "remove", "remove a person, whose messages stay", _post("remove"))
    _person(acts, "deactivate", "keep a person out until `reactivate`", _post("deactivate"))
    _person(acts, "reactivate", "let a person in again", _post("reactivate"))
    _person(acts, "sign-out", "sign a person out on all devices", _sign_out)
    role = _person(acts, "role", "give a person another role", _role)
    role.add_argument("role", choices=ROLES)


def _person(acts: Any, name: str, help_text: str, act: Act) -> argparse.ArgumentParser:
    parser = office_acts.add(acts, name, help_text, act)
    parser.add_argument("person", help="the name or the id")
    return parser


def _list(office: OfficeClient, arguments: argparse.Namespace) -> Result:
    everyone = sorted(found.people(office), key=lambda one: (not one["active"], one["name"].casefold()))
    rows = [[one["name"], _role_words(one), one["presence"], one["id"]] for one in everyone]
    return {"people": everyone}, printed.table(["NAME", "ROLE", "PRESENCE", "ID"], rows)


def _role_words(one: dict[str, Any]) -> str:
    if not one["active"]:
        return str(one["inactive_as"] or "not here")
    return f"{one['role']}, read-only" if one["read_only"] else str(one["role"])


def _link(office: OfficeClient, arguments: argparse.Namespace) -> Result:
    one = found.person(office, arguments.person)
    answer = office.ask("POST", f"/api/users/{one['id']}/sign-in-link", {})
    shown = {"user_id": one["id"], "url": answer["url"], "expires_at": answer["expires_at"]}
    lines = [f"This link signs {one['name']} in, once, until {answer['expires_at']}:", "", f"  {answer['url']}"]
    return shown, lines + printed.not_running(office.is_running)


def _post(act: str) -> Act:
    def post(office: OfficeClient, arguments: argparse.Namespace) -> Result:
        one = found.person(office, arguments.person)
        return _changed(office.ask("POST", f"/api/users/{one['id']}/{act}", {})["user"])

    return post


def _role(office: OfficeClient, arguments: argparse.Namespace) -> Result:
    one = found.person(office, arguments.person)
    return _changed(office.ask("PATCH", f"/api/users/{one['id']}", {"role": arguments.role})["user"])


def _changed(user: dict[str, Any]) -> Result:
    return {"user": user}, [f"{user['name']}: {_role_words(user)}"]


def _sign_out(office: OfficeClient, arguments: argparse.Namespace) -> Result:
    one = found.person(office, arguments.person)
    office.ask("DELETE", f"/api/users/{one['id']}/sessions")
    return {"user_id": one["id"]}, [f"{one['name']} is signed out on all devices."]
