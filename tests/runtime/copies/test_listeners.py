"""What is told of a wait for another computer while the thread that waits has closed its socket already."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from chat_desktop import background
from chat_desktop.config import Config
from chat_desktop.runtime.program.receiving import Receiving
from chat_desktop.runtime.standby.enrolling import EnrollingHere
from chat_desktop.runtime.start.listening import Listener


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
