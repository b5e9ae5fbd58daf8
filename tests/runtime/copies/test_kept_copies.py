"""A computer whose own office is not set up is a stand-by in its page: it enrols, keeps its copy, and takes over."""

import socket
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.operations.standby import settings as kept
from chat_desktop.storage import newer_copy
from tests.conftest import StartHost
from tests.runtime.copies.standby_site import StandbyPc
from tests.runtime.copies.test_receiving import acts, is_set_up, set_up_refused
from tests.runtime.copies.test_standby import bodies, know_address
from tests.runtime.copies.two_copies import continue_as, serve, set_up, stopped, term, until, writes
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Answer

GONE_MS = 120_000


def ask(host: ServedHost, act: str = "ask", office_id: str = "") -> Answer:
    body = {"token": host.setup_token, **({"office_id": office_id} if office_id else {})}
    return host.browser().post(f"/api/kept-copies/{act}", body)


def copy_of(host: ServedHost) -> dict[str, Any]:
    (found,) = ask(host).expect()["copies"]
    return dict(found)


def enrolled(first: ServedHost, new: ServedHost) -> dict[str, Any]:
    """Returns the copy, whose first round has ended."""
    state = ask(new, "enrol").expect()["enrolling"]
    first.ana.post("/api/standbys", {"address": f"127.0.0.1:{state['port']}", "code": state["code"]}).expect()
    until(lambda: ask(new).json["copies"] and copy_of(new)["copy_at"] and not copy_of(new)["is_looking"])
    return copy_of(new)


def lose(first: ServedHost, new: ServedHost, office_id: str, copied_before_ms: int = GONE_MS) -> None:
    """The host has ended, and the stand-by has missed it for some time, for which no test waits."""
    first.kill()
    pc = StandbyPc.at(new.data)
    before = kept.read_state(pc.folder)
    now = time.time_ns() // 1_000_000
    kept.write_state(pc.folder, replace(before, seen_at=now - GONE_MS, current_at=now - copied_before_ms))
    ask(new, "renew", office_id).expect()
    until(lambda: copy_of(new)["host_is_away"] and not copy_of(new)["is_looking"])


@pytest.fixture
def first(start_host: StartHost) -> ServedHost:
    return set_up(start_host)


def test_a_stand_by_enrols_in_its_page_takes_over_by_a_click_and_the_host_gives_way(
    first: ServedHost, start_host: StartHost
) -> None:
    new = serve(start_host, "new")
    assert ask(new).json["copies"] == []
    assert writes(first, "in the copy") is None
    copy = enrolled(first, new)
    assert (copy["office"], copy["person"], copy["host_is_away"]) == ("Harbour Street", "Ana", False)
    assert "enrolling" not in ask(new).json
    assert ask(new, "take-over", copy["office_id"]).json["error"]["key"] == "host_answers"
    assert writes(first, "after the copy") is None
    lose(first, new, copy["office_id"])
    ask(new, "take-over", copy["office_id"]).expect()
    until(lambda: is_set_up(new))
    assert writes(continue_as(new, first), "under the new term") is None
    assert term(new.data) == 2
    assert bodies(new.data)[-2:] == ["in the copy", "under the new term"]
    assert "office_taken_over" in acts(new.data)
    assert ask(new).code == "setup_done"
    (kept_here,) = kept.all_in(new.data)
    assert kept_here[1].taken_over_in == str(new.data)
    assert not (kept_here[0] / kept.COPY).exists()
    know_address(first.data, new)
    again = serve(start_host, "first")
    until(lambda: stopped(again))
    assert (newer := newer_copy.read(again.data)) is not None
    assert newer.term == 2
    assert writes(continue_as(again, first)) == "moved"
    new.stop()
    assert new.errors == ""


def test_the_copy_is_renewed_while_the_program_runs_and_after_it_was_started_again(
    first: ServedHost, start_host: StartHost
) -> None:
    new = serve(start_host, "new")
    copy = enrolled(first, new)
    assert writes(first, "later") is None
    ask(new, "renew", copy["office_id"]).expect()
    until(lambda: copy_of(new)["messages"] == copy["messages"] + 1)
    new.kill()
    assert writes(first, "and later") is None
    new = serve(start_host, "new")
    until(lambda: copy_of(new)["messages"] == copy["messages"] + 2)
    assert set_up_refused(new) is None
    new.stop()
    assert new.errors == ""


def test_a_host_that_answers_again_when_the_click_comes_keeps_the_office(start_host: StartHost, own_port: str) -> None:
    first = set_up(start_host, "--port", own_port)
    new = serve(start_host, "new")
    copy = enrolled(first, new)
    lose(first, new, copy["office_id"])
    back = serve(start_host, "first", "--port", own_port)
    ask(new, "take-over", copy["office_id"]).expect()
    until(lambda: "taking_over" not in ask(new).json)
    assert ask(new).json["problem"]["key"] == "host_answers"
    assert writes(continue_as(back, first)) is None
    assert (term(back.data), is_set_up(new)) == (1, False)


def test_nobody_sets_the_office_up_while_another_is_taken_over(start_host: StartHost, own_port: str) -> None:
    first = set_up(start_host, "--port", own_port)
    new = serve(start_host, "new")
    copy = enrolled(first, new)
    lose(first, new, copy["office_id"])
    # Who listens at the host's port and says nothing holds the last question up, and taking over with it.
    with socket.create_server(("127.0.0.1", int(own_port))):
        assert "taking_over" in ask(new, "take-over", copy["office_id"]).expect()
        assert set_up_refused(new) == "office_is_awaited"
        assert ask(new, "remove", copy["office_id"]).json["error"]["key"] == "office_is_awaited"
    until(lambda: is_set_up(new))
    assert not list(new.data.glob("before-restore-*"))  # nobody had used the office that was here


def test_a_copy_is_deleted_by_a_click_and_the_host_hears_of_it(first: ServedHost, start_host: StartHost) -> None:
    new = serve(start_host, "new")
    copy = enrolled(first, new)
    folder = StandbyPc.at(new.data).folder
    assert ask(new, "remove", copy["office_id"]).expect()["copies"] == []
    until(lambda: not folder.exists())
    until(lambda: first.ana.get("/api/standbys").json["standbys"] == [])
    assert ask(new, "remove", copy["office_id"]).code == "not_found"
    assert set_up_refused(new) is None
    new.stop()
    assert new.errors == ""


def test_a_copy_that_cannot_be_opened_is_told_and_changes_nothing(first: ServedHost, start_host: StartHost) -> None:
    new = serve(start_host, "new")
    copy = enrolled(first, new)
    lose(first, new, copy["office_id"])
    pc = StandbyPc.at(new.data)
    for piece in [each for each in (pc.folder / kept.COPY).rglob("*") if each.is_file() and each.suffix != ".json"]:
        piece.write_bytes(bytes(64))
    ask(new, "take-over", copy["office_id"]).expect()
    until(lambda: "problem" in ask(new).json)
    assert ask(new).json["problem"]["key"]
    assert not is_set_up(new)
    assert set_up_refused(new) is None


def test_only_whoever_sets_the_computer_up_sees_its_copies_and_nobody_at_an_address_of_the_network(
    start_host: StartHost,
) -> None:
    new = serve(start_host, "new", "--allow-host", "office.test")
    assert new.browser().post("/api/kept-copies/ask", {"token": "guessed"}).code == "bad_code"
    place = new.url.replace("http://127.0.0.1", "office.test")
    for act in ("ask", "enrol", "renew", "remove", "take-over"):
        far = new.browser().post(
            f"/api/kept-copies/{act}", {"token": new.setup_token}, Host=place, Origin=f"http://{place}"
        )
        assert far.json["error"]["key"] == "receive_on_that_computer"
    assert ask(new, "take-over", "0" * 32).code == "not_found"
    assert ask(new, "enrol").expect()["enrolling"]["code"]
    assert "enrolling" not in ask(new, "withdraw").json
    assert Path(new.data).is_dir()
