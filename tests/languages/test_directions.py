"""Names of the other direction keep their place in what the system shows: menus, questions, titles, notifications."""

from pathlib import Path

import pytest

from chat_desktop.desktop import texts
from chat_desktop.desktop.tray.pause import tool_tip
from chat_desktop.desktop.tray.tray import missed_words, status
from chat_desktop.languages.catalogues import Catalogues
from chat_desktop.languages.directions import all_isolated, isolated
from chat_desktop.languages.sentences import shipped
from chat_desktop.languages.template_words import template_words
from chat_desktop.runtime.standby.missed_hosts import Missed
from chat_desktop.start_error import StartError, ToldError

ACME, OFFICE = "Acme (2)", "مكتب (2)"
SEEN_ACME, SEEN_OFFICE = "\u2068Acme (2)\u2069", "\u2068مكتب (2)\u2069"


@pytest.fixture(params=["en", "ar"])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    code = str(request.param)
    monkeypatch.setattr(texts, "language", lambda: code)
    return code


def seen(language: str) -> tuple[str, str]:
    """How an English and an Arabic name stand in a sentence of the language."""
    return (SEEN_ACME, OFFICE) if language == "ar" else (ACME, SEEN_OFFICE)


@pytest.mark.parametrize(
    ("value", "direction", "is_isolated"),
    [
        ("Acme", "rtl", True),
        ("Acme", "ltr", False),
        ("مكتب", "ltr", True),
        ("מכתב", "ltr", True),
        ("مكتب", "rtl", False),
        ("計画", "rtl", True),
        ("/home/مكتب", "ltr", True),
        ("192.168.1.20", "rtl", False),
        ("08:00 – 9", "rtl", False),
        ("🎉", "rtl", False),
        (SEEN_ACME, "rtl", False),
    ],
)
def test_only_letters_of_the_other_direction_are_isolated(value: str, direction: str, is_isolated: bool) -> None:
    assert isolated(value, direction) == (f"\u2068{value}\u2069" if is_isolated else value)


def test_numbers_stay_numbers_and_paths_and_lists_are_isolated() -> None:
    values = {"n": 3, "share": 0.5, "folder": Path("/srv/acme"), "names": ["Ana", "أنا"]}
    told = all_isolated(values, "rtl")
    assert told == {"n": 3, "share": 0.5, "folder": "\u2068/srv/acme\u2069", "names": ["\u2068Ana\u2069", "أنا"]}


def test_the_menu_and_the_tool_tip_of_the_icon_and_a_notification_isolate_the_office(language: str) -> None:
    for name, as_seen in zip((ACME, OFFICE), seen(language), strict=True):
        missed = Missed(name, by_click=True)
        assert as_seen in status(None, missed)
        assert as_seen in missed_words(missed)[0]
        assert as_seen in tool_tip(name, unread=2)
        assert tool_tip(name) == name


def test_the_list_of_downloads_isolates_files_and_folders(language: str) -> None:
    for name, as_seen in zip((ACME, OFFICE), seen(language), strict=True):
        assert as_seen in texts.text("label.of", label=texts.text("download.open"), name=name)
        assert as_seen in texts.text("print.failed", name=name)


def test_a_title_of_two_names_isolates_each(language: str) -> None:
    acme, office = seen(language)
    assert texts.beside(ACME, OFFICE) == f"{acme} – {office}"


def test_a_cause_within_a_sentence_is_isolated_only_where_it_names_something(language: str) -> None:
    why = ToldError("os_no_space")
    told = texts.text("place.cannot_make", folder=Path("/srv/acme"), why=why)
    assert ("\u2068/srv/acme\u2069" in told) == (language == "ar")
    assert why.in_language(language) in told
    assert "\u2068" + why.in_language(language) not in told


def test_an_error_at_the_start_isolates_its_folder_for_a_person_and_not_in_the_log() -> None:
    error = StartError("files_unusable", {"folder": "/srv/مكتب", "why": ToldError("os_no_space")})
    assert "\u2068/srv/مكتب\u2069" in error.in_language("en")
    assert "\u2068" not in str(error)


def test_pages_of_the_host_isolate_values(tmp_path: Path) -> None:
    (tmp_path / "en.json").write_text('{"language.direction": "ltr", "app.name": "Chat", "visit": "At {office}"}')
    assert template_words(Catalogues(tmp_path), "en")["t"]("visit", office=OFFICE) == f"At {SEEN_OFFICE}"
    assert template_words(shipped(), "ar")["dir"] == "rtl"
