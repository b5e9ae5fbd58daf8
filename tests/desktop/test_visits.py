"""The visited offices: remembered apart from each other, and only what an office has said."""

import json
from pathlib import Path

import pytest

from chat_desktop.desktop.visitor.launcher import Launcher
from chat_desktop.desktop.visitor.visits import Visited, folder_for, last, last_visited_without_own, load, save
from chat_desktop.desktop.window.display import WindowError
from chat_desktop.storage import probe
from tests.support.parts.rules_office import RulesOffice

ACME = Visited("http://192.168.1.20:8765", "of2", "Acme", "ab" * 32, 1_000.0)


@pytest.fixture(autouse=True)
def _a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chat_desktop.desktop.window.display.why_no_window", lambda: None)


def test_an_office_has_one_folder_by_its_id_wherever_it_is(tmp_path: Path) -> None:
    folder = folder_for(tmp_path, ACME.url, "of2")
    assert folder.parent == tmp_path / "visits"
    save(folder, ACME)
    assert load(folder) == ACME
    assert folder_for(tmp_path, "http://192.168.1.99:8765", "of2") == folder
    assert folder_for(tmp_path, ACME.url, None) == folder


def test_an_address_that_was_typed_keeps_its_folder_when_the_office_has_said_its_id(tmp_path: Path) -> None:
    folder = folder_for(tmp_path, ACME.url, None)
    save(folder, ACME)
    assert folder_for(tmp_path, "http://192.168.1.99:8765", "of2") == folder


def test_no_id_leads_out_of_the_folder_or_into_anothers(tmp_path: Path) -> None:
    folders = [folder_for(tmp_path, ACME.url, each) for each in ("../../x", "a/b", "..", "", "NUL", "abc", "ABC", "-x")]
    assert {folder.parent for folder in folders} == {tmp_path / "visits"}
    assert len({folder.name.lower() for folder in folders}) == len(folders)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"url": 5}',
        '{"url": "http://a", "seen_at": "now"}',
        '{"url": "http://a", "more": 1}',
        '{"url": "no address", "office_id": "of2", "seen_at": 5}',
        '{"url": "", "seen_at": 5}',
        '{"url": "file:///etc/passwd", "seen_at": 5}',
        '{"url": "http://a", "seen_at": NaN}',
        '{"url": "http://a", "seen_at": 1e999}',
        '{"url": "http://a", "seen_at": 1' + "0" * 400 + "}",
        "[" * 5_000,
        "\ud800",
        '{"url": "http://a", "seen_at": 5, "name": "' + "x" * 70_000 + '"}',
    ],
    ids=range(15),
)
def test_what_is_damaged_is_forgotten(tmp_path: Path, content: str) -> None:
    folder = tmp_path / "visits" / "of2"
    folder.mkdir(parents=True)
    (folder / "visit.json").write_text(content, "utf-8", "surrogatepass")
    assert load(folder) is None
    assert last(tmp_path) is None


def test_what_is_damaged_keeps_nobody_from_the_others(tmp_path: Path) -> None:
    save(tmp_path / "visits" / "of2", ACME)
    (tmp_path / "visits" / "of3").mkdir()
    (tmp_path / "visits" / "of3" / "visit.json").write_text('{"url": "no address", "office_id": "x", "seen_at": 2e9}')
    assert last_visited_without_own(tmp_path) == ACME


def test_a_double_click_opens_what_was_visited_last_where_nothing_was_ever_set_up(tmp_path: Path) -> None:
    assert last_visited_without_own(tmp_path) is None
    save(tmp_path / "visits" / "never", Visited("http://192.168.1.30:8765"))
    assert last_visited_without_own(tmp_path) is None
    save(tmp_path / "visits" / "of1", Visited("http://192.168.1.10:8765", "of1", "Older", "", 900.0))
    save(tmp_path / "visits" / "of2", ACME)
    assert last_visited_without_own(tmp_path) == ACME


def test_ones_own_office_comes_first(office: RulesOffice, tmp_path: Path) -> None:
    data = office.database.path.parent
    save(data / "visits" / "of2", ACME)
    assert probe.has_owner(data)
    assert last_visited_without_own(data) is None


def test_a_database_that_cannot_be_read_counts_as_an_office(tmp_path: Path) -> None:
    assert not probe.has_owner(tmp_path)
    (tmp_path / "chat.db").write_bytes(b"not a database" * 500)
    assert probe.has_owner(tmp_path)


def test_without_a_screen_the_own_office_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path / "visits" / "of2", ACME)
    monkeypatch.setattr("chat_desktop.desktop.window.display.why_no_window", lambda: WindowError("no_screen"))
    assert last_visited_without_own(tmp_path) is None


def test_what_is_remembered_is_written_whole_and_for_this_person_alone(tmp_path: Path) -> None:
    folder = tmp_path / "visits" / "of2"
    save(folder, ACME)
    assert json.loads((folder / "visit.json").read_text())["name"] == "Acme"
    assert folder.stat().st_mode & 0o077 == 0
    assert [file.name for file in folder.iterdir()] == ["visit.json"]


def test_a_program_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    def refuse(*_: str) -> None:
        raise OSError(8, "Exec format error")

    assert not Launcher(tmp_path, lambda: None, refuse)(ACME.url, "of2")  # type: ignore[arg-type]
