"""A host that is killed in the middle of an import has whole messages only, and the same import goes on."""

from contextlib import suppress
from pathlib import Path
from threading import Thread

from chat_desktop.errors import StartError
from tests.exchange.test_refusals import ANA, END, OFFICE, ROOM, chained, message
from tests.support.files.exchange import bodies, command, room_named
from tests.support.hosts.host_forks import SHARED
from tests.support.hosts.host_process import ServedHost

COUNT = 6_000
START_MS = 1_780_000_000_000


def test_a_host_that_is_killed_goes_on(tmp_path: Path) -> None:
    said = (message(id=f"m{n:09d}", body=f"{n}", created_at={"$date": START_MS + n * 1_000}) for n in range(COUNT))
    path = tmp_path / "export.jsonl"
    path.write_text(chained(OFFICE, ANA, ROOM, *said, END), "utf-8")
    host = ServedHost(tmp_path, forks=SHARED).set_up()

    def begin() -> None:
        with suppress(StartError):
            command(host, "import", str(path))

    importing = Thread(target=begin)
    importing.start()
    try:
        while host.ana.get("/api/import").expect().get("progress", {}).get("total", 0) == 0:
            pass
        while host.ana.get("/api/import").expect()["progress"]["done"] == 0:
            pass
        host.kill()
        importing.join()
        again = ServedHost(tmp_path, forks=SHARED)
    finally:
        host.kill()
    try:
        again.ana.cookies, again.ana.user = host.ana.cookies, host.ana.user
        first = room_named(again.ana, str(ROOM["name"]))["last_seq"]
        assert 0 < first < COUNT
        assert bodies(again.ana, str(ROOM["id"])) == [str(n) for n in range(min(first, 200))]
        assert command(again, "import", str(path))["report"]["messages"] == COUNT - first
        room = room_named(again.ana, str(ROOM["name"]))
        assert (room["last_seq"], room["last_message"]["body"]) == (COUNT, str(COUNT - 1))
    finally:
        again.kill()
