"""Two hosts serve copies of one office: the older one stops, and says where the office is."""

import json
import subprocess
import sys
from pathlib import Path

from chat_desktop.operations import terms
from chat_desktop.storage import newer_copy
from tests.conftest import StartHost
from tests.runtime.copies.two_copies import (
    continue_as,
    copied,
    restored,
    serve,
    set_up,
    stopped,
    term,
    until,
    writes,
)
from tests.support.hosts.host_process import ROOT


def test_the_older_of_two_copies_stops_and_says_where_the_office_is(start_host: StartHost, tmp_path: Path) -> None:
    first = set_up(start_host)
    restored(first, tmp_path / "second")
    assert (term(first.data), term(tmp_path / "second" / "data")) == (1, 2)
    with first.ana.connect_socket() as page:
        second = continue_as(serve(start_host, "second"), first)
        told = page.until("office:moved")
        assert told == {"at": [second.url], "term": 2}
        refused = page.ask("message:post", {"room_id": first.ana.home(), "client_id": "c1", "body": "Lost?"})
        assert refused["error"]["code"] == "moved"
        assert refused["error"]["at"] == second.url
        assert refused["error"]["message"] == f"This office is now at {second.url}. Nothing is stored here any more."
        token = page.ask("session:handover", {})["token"]
    assert writes(second) is None
    assert not stopped(second)
    # The page goes on at the other computer without signing in. The token works once.
    there = second.browser()
    there.user = there.post("/api/session", {"handover_token": token}).expect()["user"]
    assert there.user_id == first.ana.user_id
    assert second.browser().post("/api/session", {"handover_token": token}).code == "wrong_credentials"
    assert first.errors == second.errors == ""


def test_the_older_copy_stays_stopped_until_its_owner_says_that_it_counts(
    start_host: StartHost, tmp_path: Path
) -> None:
    first = set_up(start_host)
    restored(first, tmp_path / "second")
    second = continue_as(serve(start_host, "second"), first)
    until(lambda: stopped(first))
    first.stop()
    second.stop()
    again = continue_as(serve(start_host, "first"), first)
    assert writes(again) == "moved"
    command = [sys.executable, "-m", "chat_desktop", "people", "--json", "--data", str(first.data)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert said.returncode == 2
    assert f"This office is now at {second.url}." in said.stderr
    assert "make-current" in said.stderr
    again.stop()
    command = [sys.executable, "-m", "chat_desktop", "make-current", "--yes", "--json", "--data", str(first.data)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert json.loads(said.stdout) == {"ok": True, "before": second.url}
    assert term(first.data) == 3
    second = continue_as(serve(start_host, "second"), first)
    again = continue_as(serve(start_host, "first"), first)
    # It knows the address of no other copy. The other one finds it.
    assert writes(again) is None
    terms.highest_known(first.data)
    second.ana.get(f"/api/hello?challenge={'5a' * 16}&term=3&at={again.url}").expect()
    until(lambda: stopped(second))
    assert writes(second) == "moved"


def test_of_two_with_the_same_term_the_one_that_was_started_first_goes_on(
    start_host: StartHost, tmp_path: Path
) -> None:
    first = set_up(start_host)
    first.stop()
    copied(first, tmp_path / "second")
    again = continue_as(serve(start_host, "first"), first)
    second = continue_as(serve(start_host, "second"), first)
    second.ana.get(f"/api/hello?challenge={'5a' * 16}&term=1&at={again.url}").expect()
    again.ana.get(f"/api/hello?challenge={'5a' * 16}&term=1&at={second.url}").expect()
    until(lambda: stopped(second))
    assert writes(second) == "moved"
    assert writes(again) is None
    assert newer_copy.read(again.data) is None


def test_another_office_and_a_hint_to_a_strange_place_stop_nothing(start_host: StartHost, tmp_path: Path) -> None:
    first = set_up(start_host)
    strange = serve(start_host, "strange").set_up()
    for at in (
        strange.url,
        "http://192.0.2.1:80",
        "http://127.0.0.1:1",
        "javascript:alert(1)",
        "http://a b",
        "x" * 500,
    ):
        first.ana.ask("GET", f"/api/hello?challenge={'5a' * 16}&term=9&at={at.replace(' ', '%20')}").expect()
    for number in ("-1", "1e9", "9" * 40, ""):
        first.ana.get(f"/api/hello?challenge={'5a' * 16}&term={number}&at={strange.url}").expect()
    assert writes(first) is None
    assert not stopped(first)
