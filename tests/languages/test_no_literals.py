"""No words for people stand in the source of the program: they are sentences of the catalogue, by a key.

To add a sentence: write it into webui/i18n/en.json (the window's into desktop/texts), and use its key. What is listed
here is read by no person, or is English on purpose.
"""

from functools import cache
from pathlib import Path

import pytest

from tests.languages.literals import words_in

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "chat_desktop"

# The command line, which stays English, and what it prints.
COMMAND_LINE = {
    "cli/*": "the command line",
    "config.py SETTINGS": "the help of the options",
    "config.py SECURE": "the help of an option",
    "desktop/start.py *": "printed to the terminal in place of a window",
    "desktop/visitor/visit.py open_in_browser": "printed to the terminal",
    "network/mdns/list_command.py *": "a command",
    "operations/standby/telling.py age_words": "printed by a command",
    "operations/updates/apply.py changes": "printed by a command",
    "runtime/headless.py *": "the terminal of a host without a window",
    "runtime/program/crash.py STARTED_AGAIN": "printed to the terminal; the window has its own words",
    "runtime/program/crash.py GIVEN_UP": "printed to the terminal; the window has its own words",
    "runtime/program/crash.py REPORT_STAYS": "printed to the terminal; the window has its own words",
}
# The log, and reports about failures, for whoever looks for the cause of one.
LOG = {
    "chat/contents/scheduled.py RULE": "the name of a scheduled rule",
    "chat/messages/file_rule.py NAME": "the name of a scheduled rule",
    "chat/messages/retention.py NAME": "the name of a scheduled rule",
    "chat/messages/room_removal.py NAME": "the name of a scheduled rule",
    "chat/users/availability.py NAME": "the name of a scheduled rule",
    "desktop/window/qt_crash.py report": "the report about a crash",
    "network/http/hub/watch.py look": "the report about a crash",
    "network/mdns/announcer.py _announce": "the log",
    "runtime/program/crash.py cause": "the report about a crash",
    "runtime/program/crash_reports.py *": "the report about a crash",
}
# The English `message` of the protocol. Pages word it by the kind or the key that comes with it.
PROTOCOL = {
    "chat/messages/room_state.py OPENED": "the text of a message with a kind",
    "chat/messages/room_state.py CLOSED": "the text of a message with a kind",
    "realtime/transport/*": "said to a client that breaks the protocol",
    "runtime/host.py __init__": "the reason of host:stopping",
    "runtime/host.py stop": "the reason of host:stopping",
    "runtime/power/pauses.py REASONS": "the reason of host:stopping",
    "runtime/program/restarts.py MOVED_HERE": "the reason of host:stopping",
    "chat/users/user_agents.py *": "stored with a session, and told by `told` with a key",
}
# No sentences: data, names of programs, keys and commands.
DATA = {
    "chat/office/copies.py DOMAIN": "what a signature is for",
    "chat/office/identity_key.py DOMAIN": "what a signature is for",
    "chat/users/passwords.py *": "passwords",
    "desktop/message_box.py _ALERT": "AppleScript",
    "desktop/tray/pause.py *": "a value of a setting",
    "desktop/window/page_tools/qt_theme.py _SAYS": "a mark in a message of the page to the window",
    "network/addressing/adapters.py _HYPER_V": "what Windows calls an adapter",
    "network/doctor/firewall/linux.py *": "commands",
    "network/http/error_response.py lines": "a header",
    "network/link_cards/fetch.py HEADERS": "a header",
    "notices/collect.py *": "names of software",
    "operations/updates/program_folder.py check_replaceable": "a command",
    "realtime/guest_visibility.py NON_GUESTS_KEY": "a key of a cache",
    "search_text/file_types.py _BY_ENDING": "endings of names of files",
    "storage/*": "SQL, and names of constraints",
    "web/routes/account.py LINKS": "what is counted",
    "web/routes/files/downloads.py _caching": "a header",
    "web/routes/join.py CODES": "what is counted",
    "web/routes/office.py users": "a header",
}
EXCEPTIONS = COMMAND_LINE | LOG | PROTOCOL | DATA


@cache
def found_in(source: Path) -> dict[str, list[str]]:
    """The literals by the exception that allows them; "" are those that nothing allows."""
    found: dict[str, list[str]] = {}
    for path in sorted(source.rglob("*.py")):
        if "_webui" in path.parts:
            continue
        name = path.relative_to(source).as_posix()
        folders = [f"{folder.as_posix()}/*" for folder in Path(name).parents]
        for literal in words_in(path):
            allowed = [one for one in (*folders, f"{name} *", f"{name} {literal.name}") if one in EXCEPTIONS]
            found.setdefault(allowed[0] if allowed else "", []).append(f"{name}:{literal.line}: {literal.text}")
    return found


def test_no_words_for_people_stand_in_the_source() -> None:
    assert found_in(SOURCE).get("", []) == []


def test_every_exception_is_still_needed() -> None:
    assert EXCEPTIONS.keys() - found_in(SOURCE).keys() == set()


@pytest.mark.parametrize(
    "line",
    [
        'raise Forbidden("Only the owner may do this.")',
        'TITLE = "Save the report"',
        'return f"{count} files are left"',
        'def ask(question="Close it now?"): pass',
        'box.setText("The disk is full. Make some room.")',
        'WORDS = {"closed": "The office is closed."}',
    ],
)
def test_words_are_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "new.py").write_text(line)
    assert len(found_in(tmp_path)[""]) == 1


@pytest.mark.parametrize(
    "line",
    [
        '"""Says what the module is for."""',
        'log.warning("The disk is full: %s.", why)',
        'raise ValueError("a port is a number")',
        'SQL = "SELECT id FROM rooms WHERE kind = 1"',
        'def of(one: "Some type") -> "Other type": pass',
        'guarded("Closing the sockets", close)',
        'sentence("check.disk_full")',
    ],
)
def test_what_people_do_not_read_is_not_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "new.py").write_text(line)
    assert found_in(tmp_path) == {}
