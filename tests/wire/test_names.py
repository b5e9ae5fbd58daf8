"""The page of the protocol and the code say the same."""

import re
from pathlib import Path

from chat_desktop import errors
from chat_desktop.languages import sentences
from chat_desktop.realtime.handlers import HANDLERS
from chat_desktop.wire import names

PROTOCOL = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text("utf-8")


def tables(first_column: str) -> list[list[str]]:
    """The rows, as lists of cells, of every table whose first heading begins so."""
    rows, inside = [], False
    for line in PROTOCOL.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            inside = False
        elif cells[0].startswith(first_column):
            inside = True
        elif inside and not set(cells[0]) <= set("-"):
            rows.append(cells)
    return rows


def quoted(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


def test_the_commands_on_the_page_are_the_commands() -> None:
    documented = [name for row in tables("command (to the host)") for name in quoted(row[0])]
    assert sorted(documented) == sorted(names.COMMANDS)


def test_every_command_has_its_handler_and_its_keys() -> None:
    assert set(HANDLERS) == set(names.COMMANDS)
    for row in tables("command (to the host)"):
        keys = {part.strip(" `?") for body in row[1].split("/") for part in body.split(",")} - {""}
        fields = set().union(*(HANDLERS[name][0].__struct_fields__ for name in quoted(row[0])))
        if "rooms:sync" not in row[0]:
            assert keys == fields, row[0]


def test_the_events_on_the_page_are_the_events() -> None:
    documented = [name for row in tables("event") for name in quoted(row[0])]
    assert sorted(documented) == sorted(names.EVENTS)


def test_the_error_codes_on_the_page_are_the_codes_with_their_status() -> None:
    documented = {
        (status.strip(), code)
        for row in tables("status")
        for status, codes in by_status(row)
        for code in quoted(codes) - {"field", "retry_after"}
    }
    known = {
        ("acks only" if error in (errors.UnknownCommand, errors.TooLong) else str(error.status), error.code)
        for error in errors.ChatError.__subclasses__()
    }
    assert documented == known
    assert sorted(code for _, code in documented) == errors.codes()


def by_status(row: list[str]) -> list[tuple[str, str]]:
    """Some rows hold several, divided by a slash: `404 / 405`."""
    statuses, codes = row[0].split("/"), row[1].split("/")
    return list(zip(statuses, codes, strict=True)) if len(statuses) > 1 else [(row[0], row[1])]


def test_every_error_is_a_sentence_for_people() -> None:
    for error in errors.ChatError.__subclasses__():
        assert re.fullmatch(r"[A-Z].*[.]", sentences.english_error(error.key, {})), error
        assert error.code == error.code.lower()
