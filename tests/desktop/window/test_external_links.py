"""Which links leave the window, and which are followed at all."""

import queue

import pytest

from chat_desktop.desktop.window.external_links import is_external, open_in_browser

HOME = "http://127.0.0.1:8765"


@pytest.mark.parametrize("url", [HOME, f"{HOME}/", f"{HOME}/r/abc#x", f"{HOME}/?q=http://elsewhere"])
def test_our_own_pages_stay(url: str) -> None:
    assert not is_external(url, HOME)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1:8765/",
        "http://127.0.0.1:8766/",
        "http://127.0.0.1:8765@elsewhere/",
        "http://127.0.0.1:87650/",
        "http://localhost:8765/",
        "file:///etc/passwd",
        "about:blank",
        "data:text/html,x",
    ],
)
def test_every_other_origin_is_outside(url: str) -> None:
    assert is_external(url, HOME)


def test_only_links_for_a_browser_or_a_mail_program_are_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: queue.Queue[str] = queue.Queue()
    monkeypatch.setattr("chat_desktop.child_processes.open_by_system", opened.put)
    for url in ("file:///etc/passwd", "javascript:alert(1)", "smb://host/share", "ms-msdt:/id", "", "-flag"):
        open_in_browser(url)
    for url in ("https://example.com/", "mailto:ana@example.com"):
        open_in_browser(url)
        assert opened.get(timeout=30) == url
    assert opened.empty()
