"""At which port an office is opened that has come to this computer."""

import queue
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from chat_desktop.config import Config
from chat_desktop.runtime.program.restarts import Restarts

OWN_PORT = 4711


def opened(data: Path, chosen: int | None, at_its_port: bool) -> int | None:
    """Returns the port that the host was told when it was opened again: None is that of the office."""
    shown: queue.Queue[str] = queue.Queue()
    host: Any = SimpleNamespace(config=Config(data=data, port=chosen), port=OWN_PORT, show=shown.put)
    host.start, host.stop, host.window_url = lambda: None, lambda reason: None, lambda: "/"
    Restarts(host).start()
    host.reopen(at_its_port)
    shown.get(timeout=20)
    port: int | None = host.config.port
    return port


@pytest.mark.parametrize(
    ("chosen", "at_its_port", "port"), [(None, True, None), (None, False, OWN_PORT), (8000, True, OWN_PORT)]
)
def test_an_office_that_was_taken_over_is_served_where_pages_look_for_it_unless_a_port_was_chosen_here(
    tmp_path: Path, chosen: int | None, at_its_port: bool, port: int | None
) -> None:
    assert opened(tmp_path, chosen, at_its_port) == port
