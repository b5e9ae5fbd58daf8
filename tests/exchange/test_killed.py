"""A host that is killed in the middle of an import has whole messages only, and the same import goes on."""

from pathlib import Path

import pytest

from chat_desktop.errors import StartError
from chat_desktop.runtime.exchange.import_run import MESSAGES_BATCH
from tests.exchange.test_refusals import ANA, END, OFFICE, ROOM, chained, message
from tests.support.files.exchange import bodies, command, room_named
from tests.support.hosts.host_forks import SHARED
from tests.support.hosts.host_process import ServedHost

COUNT, KILLED_AT = 6_000, 1_950
START_MS = 1_780_000_000_000
# It is killed in the middle of a step, wherever the test is by then.
KILLED = f"""
import os, signal, sys
from chat_desktop.__main__ import main
from chat_desktop.chat.importing import messages
real, added = messages._add, []
def add(*given):
    real(*given)
    added.append(1)
    if len(added) == {KILLED_AT}:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
messages._add = add
sys.exit(main())
"""


def test_a_host_that_is_killed_goes_on(tmp_path: Path) -> None:
    said = (message(id=f"m{n:09d}", body=f"{n}", created_at={"$date": START_MS + n * 1_000}) for n in range(COUNT))
    path = tmp_path / "export.jsonl"
    path.write_text(chained(OFFICE, ANA, ROOM, *said, END), "utf-8")
    host = ServedHost(tmp_path, program=("-c", KILLED)).set_up()
    try:
        with pytest.raises(StartError):
            command(host, "import", str(path))
        host.process.wait(20)
        again = ServedHost(tmp_path, forks=SHARED)
    finally:
        host.kill()
    try:
        again.ana.cookies, again.ana.user = host.ana.cookies, host.ana.user
        first = room_named(again.ana, str(ROOM["name"]))["last_seq"]
        assert first == KILLED_AT // MESSAGES_BATCH * MESSAGES_BATCH
        assert bodies(again.ana, str(ROOM["id"])) == [str(n) for n in range(min(first, 200))]
        assert command(again, "import", str(path))["report"]["messages"] == COUNT - first
        room = room_named(again.ana, str(ROOM["name"]))
        assert (room["last_seq"], room["last_message"]["body"]) == (COUNT, str(COUNT - 1))
    finally:
        again.kill()
