"""A window that is asked to close while it opens."""

import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from chat_desktop.desktop.window import window
from chat_desktop.desktop.window.external_links import OwnOfficePolicy

URL = "http://127.0.0.1:9"


def test_it_closes_when_its_first_page_is_loaded_and_not_before(tmp_path: Path) -> None:
    loaded, closed = threading.Event(), threading.Event()
    native: Any = SimpleNamespace(events=SimpleNamespace(loaded=loaded), destroy=closed.set)
    nothing: Any = None
    opened = window._OpenWindow(native, nothing, nothing, tmp_path, OwnOfficePolicy(URL))
    opened.leave()
    assert not closed.wait(0.3)
    loaded.set()
    assert closed.wait(30)
