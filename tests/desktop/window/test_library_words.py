"""What pywebview itself shows is in the window's language: the menu bar of macOS, and the buttons of its dialogs."""

from types import SimpleNamespace

import pytest

from chat_desktop.desktop import texts
from chat_desktop.desktop.window import window
from chat_desktop.desktop.window.native_page.library_words import keep_name_in_its_place, library_words
from chat_desktop.desktop.window.window_geometry import WindowGeometry

localization = pytest.importorskip("webview.localization")


@pytest.mark.parametrize("code", texts.codes())
def test_every_word_of_the_library_has_ours_in_its_place(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "language", lambda: code)
    ours, theirs = library_words(), localization.original_localization
    assert ours.keys() == theirs.keys()
    left = {key for key in ours if ours[key] == theirs[key] and code != "en"}
    assert left <= {"global.ok", "cocoa.menu.services"}
    assert "Chat Desktop" in ours["cocoa.menu.about"]


def test_the_name_stands_where_the_language_puts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class View:
        def _append_app_name(self, words: str) -> str:
            return f"{words} Chat Desktop"

        def about(self) -> str:
            return self._append_app_name(library_words()["cocoa.menu.about"])

    monkeypatch.setattr(texts, "language", lambda: "ja")
    keep_name_in_its_place(View)
    assert View().about() == "Chat Desktop について"


def test_the_window_is_made_with_them() -> None:
    class Library:
        def create_window(self, *_: object, **given: object) -> dict[str, object]:
            return given

    host = SimpleNamespace(office_name="Acme", window_url=lambda: "http://127.0.0.1:1/")
    made = window._create(Library(), host, WindowGeometry(), None, False)
    assert made["localization"] == library_words()
