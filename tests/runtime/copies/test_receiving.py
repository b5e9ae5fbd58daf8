"""A host that is not set up yet receives the office of another one, as its page asks for, and serves it."""

import json
import sqlite3
import time
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.backup.making import Source
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.operations.moving import sending
from chat_desktop.operations.moving.sending import Prepared
from chat_desktop.storage.newer_copy import Handover
from tests.conftest import StartHost
from tests.runtime.copies.two_copies import continue_as, serve, set_up, term, until, writes
from tests.support.cast import PASSWORD
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Answer, Browser


def ask(host: ServedHost, act: str = "/ask") -> Answer:
    return host.browser().post(f"/api/receive{act}", {"token": host.setup_token})


def place_of(state: dict[str, Any]) -> dict[str, str]:
    return {"address": f"127.0.0.1:{state['port']}", "code": state["code"]}


def set_up_refused(host: ServedHost) -> str | None:
    body = {"token": host.setup_token, "office_name": "Ours", "name": "Cleo", "password": PASSWORD}
    answer = host.browser().post("/api/setup", body)
    return None if answer.status == 201 else str(answer.json["error"]["key"])


def is_set_up(host: ServedHost) -> bool:
    """False too while it is closed and opened: who asks in between hears nothing, or an error."""
    with suppress(OSError):
        answer = Browser(host.url).get("/api/hello")
        return answer.status == 200 and not answer.json["setup_needed"]
    return False


def ready(host: ServedHost) -> dict[str, Any]:
    """What the ready file says; nothing while the host is closed and opened."""
    with suppress(FileNotFoundError):
        return dict(json.loads((host.data.parent / "ready.json").read_text("utf-8")))
    return {}


def acts(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / "chat.db")) as database:
        return [act for (act,) in database.execute("SELECT act FROM audit")]


def test_the_office_comes_to_a_new_host_whose_page_shows_the_code(start_host: StartHost) -> None:
    first, new = set_up(start_host), serve(start_host, "new")
    assert ask(new).json["waiting"] is False
    state = ask(new, "").expect()
    assert ask(new, "").json["code"] == state["code"]  # a second tab sees the same
    assert set_up_refused(new) == "office_is_awaited"
    first.ana.post("/api/move", {**place_of(state), "code": "0000-0000-0000"}).expect()
    until(lambda: "problem" in first.ana.get("/api/move").json)
    assert ask(new).json["waiting"]
    with first.ana.connect_socket() as page:
        first.ana.post("/api/move", place_of(state)).expect()
        told = page.until("office:moved")
        assert (told["at"], told["term"]) == ([new.url], 2)
    until(lambda: is_set_up(new))
    assert writes(continue_as(new, first)) is None
    assert writes(first) == "moved"
    until(lambda: first.ana.get("/api/move").json.get("confirmed"))
    assert term(new.data) == 2
    assert "office_moved" in acts(new.data)
    assert ask(new).code == "setup_done"
    until(lambda: ready(new).get("setup_url", "unknown") is None)  # it is written after the host serves
    new.stop()
    assert new.errors == ""
    # The next start serves at the port that pages have learned.
    with closing(sqlite3.connect(new.data / "chat.db")) as database:
        assert f"http://127.0.0.1:{database.execute('SELECT port FROM office').fetchone()[0]}" == new.url


def test_what_has_arrived_waits_for_the_other_computers_word_also_after_a_kill(start_host: StartHost) -> None:
    first, new = set_up(start_host), serve(start_host, "new")
    state = ask(new, "").expect()
    handover = Handover(sending.new_id(), "127.0.0.1", state["port"], state["code"])

    def stop(prepared: Prepared) -> None:
        raise BackupFailed("failed", "connection_to_other_lost")  # this computer was switched off just now

    source = Source(first.data, first.data / "files")
    with pytest.raises(BackupFailed):
        sending.send(handover, source, time.time_ns() // 1_000_000, Progress(), lambda: None, stop)
    until(lambda: ask(new).json["arrived"])
    assert ask(new, "/withdraw").json["arrived"]
    new.kill()
    new = serve(start_host, "new")
    assert set_up_refused(new) == "office_is_awaited"
    again = ask(new).expect()
    assert (again["arrived"], again["code"]) == (True, state["code"])
    sending.commit(replace(handover, port=again["port"]))
    until(lambda: is_set_up(new))
    first.stop()
    assert writes(continue_as(new, first)) is None


def test_who_has_waited_in_vain_sets_up_an_office(start_host: StartHost) -> None:
    new = serve(start_host, "new", "--allow-host", "office.test")
    assert new.browser().post("/api/receive", {"token": "guessed"}).code == "bad_code"
    place = new.url.replace("http://127.0.0.1", "office.test")
    elsewhere = new.browser().post("/api/receive", {"token": new.setup_token}, Host=place, Origin=f"http://{place}")
    assert elsewhere.json["error"]["key"] == "receive_on_that_computer"  # others in the network could read the code
    state = ask(new, "").expect()
    assert ask(new, "/withdraw").json == {"ok": True, "waiting": False}
    assert ask(new, "").json["code"] != state["code"]
    new.stop()
    new = serve(start_host, "new")
    assert ask(new).json["waiting"] is False
    assert set_up_refused(new) is None
    assert new.errors == ""
