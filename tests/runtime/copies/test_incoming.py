"""How an office comes to this computer while its host starts and stops: what has begun is never forgotten."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from chat_desktop import background
from chat_desktop.config import Config
from chat_desktop.network.http.server import ServerThread
from chat_desktop.operations.backup.folder_swap import STAGE
from chat_desktop.operations.moving.receiving import WAITING
from chat_desktop.operations.standby import settings as kept
from chat_desktop.operations.standby import telling
from chat_desktop.runtime.host import Host
from chat_desktop.storage.database import FILE_NAME
from tests.operations.standby.ends import STANDBY


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """Not started yet."""
    made = Host(Config(data=tmp_path, host="127.0.0.1", port=0, discovery=False))
    yield made
    made.stop()


def test_where_an_office_has_arrived_none_is_set_up_as_long_as_the_host_answers(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    (host.config.data / WAITING).write_text(json.dumps({"code": "0000-0000-0000"}))
    (host.config.data / STAGE).mkdir()
    (host.config.data / STAGE / FILE_NAME).touch()
    start, stop, seen = ServerThread.start, ServerThread.stop, {}

    def start_seen(server: ServerThread, *args: Any, **kwargs: Any) -> None:
        seen["before it answers"] = host.incoming.receiving.is_open
        start(server, *args, **kwargs)

    def stop_seen(server: ServerThread, *args: Any, **kwargs: Any) -> None:
        stop(server, *args, **kwargs)
        seen.setdefault("after it has answered", host.incoming.receiving.is_open)

    monkeypatch.setattr(ServerThread, "start", start_seen)
    monkeypatch.setattr(ServerThread, "stop", stop_seen)
    host.start()
    seen["while it answers"] = host.incoming.receiving.is_open
    host.stop()
    assert seen == {"before it answers": True, "while it answers": True, "after it has answered": True}


def test_a_taking_over_that_is_asked_for_as_soon_as_the_host_answers_is_not_forgotten(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.write(kept.folder_for(host.config.data, STANDBY.office_id), STANDBY)
    status, start = telling.status, ServerThread.start
    monkeypatch.setattr(telling, "status", lambda *given: status(*given) | {"may_take_over": True})
    monkeypatch.setattr(background, "start", lambda *given: None)

    def start_and_ask(server: ServerThread, *args: Any, **kwargs: Any) -> None:
        start(server, *args, **kwargs)
        host.incoming.kept_copies.take_over(STANDBY.office_id)

    monkeypatch.setattr(ServerThread, "start", start_and_ask)
    host.start()
    assert host.incoming.kept_copies.is_taking_over


def test_one_that_a_restart_has_cancelled_does_not_end_the_next(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.write(kept.folder_for(host.config.data, STANDBY.office_id), STANDBY)
    status = telling.status
    monkeypatch.setattr(telling, "status", lambda *given: status(*given) | {"may_take_over": True})
    begun: list[Callable[[], None]] = []
    monkeypatch.setattr(background, "start", lambda name, work, *given: begun.append(partial(work, *given)))
    copies = host.incoming.kept_copies
    for _ in range(2):
        with copies.running():
            copies.take_over(STANDBY.office_id)
            if len(begun) == 2:
                begun[0]()  # it has noticed late that it was cancelled
                assert copies.is_taking_over
                assert "problem" not in copies.state()
