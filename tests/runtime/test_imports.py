"""What is not needed while an office is served as usual is not in the memory of the host."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser

# Serves, and writes the names of the imported modules at the end.
TOLD = """
import os
import sys
from pathlib import Path
from chat_desktop.__main__ import main
status = main(sys.argv[1:])
Path(os.environ["TOLD"]).write_text("\\n".join(sys.modules), "utf-8")
raise SystemExit(status)
"""
# Each of them has been imported by every start once.
UNUSED = (
    *("sqlalchemy", "alembic", "zeroconf", "argon2", "segno", "pygments", "PIL", "webview"),
    "chat_desktop.storage.models",
    "chat_desktop.chat.importing.messages",
    *("chat_desktop.operations.exchange.survey", "chat_desktop.operations.exchange.formats"),
    *("chat_desktop.runtime.exchange.export_run", "chat_desktop.runtime.exchange.import_run"),
    *("chat_desktop.cli.backup", "chat_desktop.cli.office", "chat_desktop.cli.moving"),
    *("chat_desktop.operations.moving.bundle", "chat_desktop.operations.moving.sending"),
    *("chat_desktop.operations.standby.taking_over", "chat_desktop.operations.standby.telling"),
)


def nothing(host: ServedHost, ana: Browser) -> None:
    """A start, and an end after it."""


def a_usual_day(host: ServedHost, ana: Browser) -> None:
    """Somebody who is signed in chats, looks at people and rooms, and searches."""
    home = ana.home()
    with ana.connect_socket() as page:
        page.post(home, "Good morning \U0001f600")
        page.post(home, "@Ana **and** http://example.org")
        page.settle()
    for path in ("", "rooms", "users", "sessions", "mine", "later", "boot", "search?q=morning"):
        assert ana.get(f"/api/{path}" if path else "/").status == 200, path
    for path in ("details", "members", "messages", "pins", "files"):
        assert ana.get(f"/api/rooms/{home}/{path}").status == 200, path
    assert ana.get(f"/api/users/{ana.user_id}/profile").status == 200


@pytest.mark.parametrize("day", [nothing, a_usual_day])
def test_it_is_not_imported(tmp_path: Path, day: Callable[[ServedHost, Browser], None]) -> None:
    first = ServedHost(tmp_path).set_up()
    first.stop()
    told = tmp_path / "modules.txt"
    host = ServedHost(tmp_path, program=("-c", TOLD), environment={"TOLD": str(told)})
    host.ana.cookies, host.ana.user = first.ana.cookies, first.ana.user
    try:
        day(host, host.ana)
        host.stop()
    finally:
        host.kill()
    assert host.errors == ""
    imported = told.read_text("utf-8").split()
    assert [name for name in imported if f"{name}.".startswith(tuple(f"{each}." for each in UNUSED))] == []
