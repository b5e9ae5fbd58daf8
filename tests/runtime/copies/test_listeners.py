"""What is told of a wait for another computer while the thread that waits has closed its socket already."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from chat_desktop import background
from chat_desktop.config import Config
from chat_desktop.operations.backup.folder_swap import STAGE
from chat_desktop.operations.moving.receiving import WAITING
from chat_desktop.runtime.program.receiving import Receiving
from chat_desktop.runtime.standby.enrolling import EnrollingHere
from chat_desktop.runtime.start.listening import Listener
from chat_desktop.storage.database import FILE_NAME


def receiving(config: Config) -> Receiving:
    office: Any = SimpleNamespace(config=config, port=4711, setup_url="/setup")
    return Receiving(office)


def enrolling(config: Config) -> EnrollingHere:
    return EnrollingHere(lambda: config, lambda: None)


@pytest.mark.parametrize("make", [receiving, enrolling])
def test_a_wait_whose_thread_is_about_to_end_is_told_as_before(
    make: Callable[[Config], Receiving | EnrollingHere], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[Listener] = []
    monkeypatch.setattr(background, "start", lambda name, work, receiver, listener: threads.append(listener))
    waits = make(Config(data=tmp_path, host="127.0.0.1"))
    waits.begin()
    before = waits.state()
    threads[0].sock.close()
    assert waits.state() == before


def test_where_an_office_has_arrived_none_is_set_up_before_the_wait_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "start", lambda *given: None)
    waits = receiving(Config(data=tmp_path, host="127.0.0.1"))
    assert [waits.is_open] == [False]
    (tmp_path / WAITING).write_text(json.dumps({"code": "0000-0000-0000"}))
    (tmp_path / STAGE).mkdir()
    (tmp_path / STAGE / FILE_NAME).touch()
    seen = [waits.is_open]
    with waits.running():
        seen.append(waits.is_open)
    assert [*seen, waits.is_open] == [True, True, True]
