"""Where the window saves files, under which names, how many unasked, and what is said of them."""

import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from chat_desktop.desktop.downloads import place, progress, rules, settings
from chat_desktop.desktop.downloads.place import NoPlaceError
from chat_desktop.desktop.downloads.settings import DownloadSettings
from chat_desktop.desktop.window.external_links import OwnOfficePolicy
from chat_desktop.desktop.window.native_files import NewTabs, save_in_folder


@pytest.mark.parametrize(
    ("suggested", "saved"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../.bashrc", "_.._.._.bashrc"),
        ("/etc/passwd", "_etc_passwd"),
        ("C:\\Windows\\win.ini", "C__Windows_win.ini"),
        ("..", "file"),
        ("", "file"),
        ("CON.txt", "_CON.txt"),
        (".desktop", "_.desktop"),
        ("cod\u202egpj.exe", "codgpj.exe"),
        ("line\nbreak.txt", "line_break.txt"),
        ("u\u0308ber.txt", "\u00fcber.txt"),
    ],
)
def test_a_name_never_leads_out_of_the_folder(tmp_path: Path, suggested: str, saved: str) -> None:
    target = place.reserve(tmp_path, suggested)
    assert target == tmp_path / saved
    assert list(tmp_path.iterdir()) == [target]


def test_no_file_is_replaced_nor_a_link_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "plan.pdf").write_text("mine")
    (folder / "plan (2).pdf").symlink_to(outside)
    (folder / "plan (3).pdf.download").write_text("another's")
    assert place.reserve(folder, "plan.pdf") == folder / "plan (4).pdf"
    assert (folder / "plan.pdf").read_text() == "mine"
    assert not outside.exists()


def test_a_long_name_keeps_its_ending_and_leaves_room_for_the_unfinished_file(tmp_path: Path) -> None:
    first, second = (place.reserve(tmp_path, "\U0001f600" * 100 + ".pdf") for _ in range(2))
    for target in (first, second):
        place.part_of(target).write_bytes(b"part")
        assert target.suffix == ".pdf"
    assert second.stem.endswith(" (2)")


def test_what_a_failed_download_leaves_goes_and_a_file_with_something_in_it_stays(tmp_path: Path) -> None:
    target = place.reserve(tmp_path, "plan.pdf")
    place.part_of(target).write_bytes(b"part")
    place.release(target)
    assert list(tmp_path.iterdir()) == []
    target.write_bytes(b"somebody's")
    place.release(target)
    assert target.exists()


def test_a_folder_that_is_gone_or_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "gone", tmp_path / "file"):
        with pytest.raises(NoPlaceError, match="is not there"):
            place.reserve(folder, "plan.pdf")
    with pytest.raises(NoPlaceError, match="is not there"):
        place.check_space(tmp_path / "gone", 1)


def test_a_disk_is_never_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type(shutil.disk_usage(tmp_path))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(0, 0, place.KEPT_FREE_BYTES + 10))
    place.check_space(tmp_path, 10)
    with pytest.raises(NoPlaceError, match="The disk is full"):
        place.check_space(tmp_path, 11)


@pytest.mark.parametrize("name", ["plan.PDF", "a.b.jpeg", "song.mp3", "talk.webm", "notes.txt", "table.csv"])
def test_what_only_shows_may_be_opened(name: str) -> None:
    assert rules.may_open(name)


@pytest.mark.parametrize(
    "name",
    ["a.html", "a.svg", "a.exe", "a.pdf.exe", "a.desktop", "a.sh", "a.zip", "a.docm", "a.lnk", "a.url", "pdf", ".pdf"],
)
def test_everything_else_is_shown_in_its_folder_only(name: str) -> None:
    assert not rules.may_open(name)


def test_every_reason_is_a_sentence() -> None:
    assert rules.reason("FileNoSpace").startswith("The disk is full.")
    assert rules.reason("NetworkDisconnected") == "The connection was lost."
    assert rules.reason("Something new") == "The file could not be saved."


def test_only_so_many_files_a_minute_are_saved_unasked() -> None:
    now = 0.0
    pace = rules.Pace(lambda: now)
    assert [pace.admits_another() for _ in range(rules.UNASKED_FILES)] == [True] * rules.UNASKED_FILES
    assert not pace.admits_another()
    now = rules.UNASKED_SECONDS
    assert pace.admits_another()


def test_how_far_how_fast_and_how_long_is_said() -> None:
    now = 0.0
    told = progress.Progress(lambda: now)
    assert told.text(0, 10_000_000) == "0 B of 10.0 MB"
    now = 2.0
    assert told.text(4_000_000, 10_000_000) == "4.0 MB of 10.0 MB \u00b7 2.0 MB/s \u00b7 3 s left"
    assert told.text(4_000_000, -1) == "4.0 MB \u00b7 2.0 MB/s"
    now = 13.0
    assert told.text(4_000_000, 10_000_000) == "4.0 MB of 10.0 MB \u00b7 waiting for the office"
    assert [progress.size(count) for count in (0, 999, 1000, 99_960, 10**10)] == [
        "0 B",
        "999 B",
        "1.0 kB",
        "100 kB",
        "10.0 GB",
    ]
    assert [progress.time_left(each) for each in (0.2, 59, 60, 3_600, 7_500)] == [
        "1 s left",
        "59 s left",
        "1 min left",
        "1 h 0 min left",
        "2 h 5 min left",
    ]


def test_the_settings_are_kept_and_anything_else_in_their_file_is_not_believed(tmp_path: Path) -> None:
    assert settings.load(tmp_path) == DownloadSettings()
    kept = DownloadSettings(str(tmp_path), asks=True)
    settings.save(tmp_path, kept)
    assert settings.load(tmp_path) == kept
    for wrong in ({"folder": "relative"}, {"folder": 1}, {"asks": "yes"}, {"more": 1}, {"folder": "/a\0b"}):
        (tmp_path / settings.FILE).write_text(json.dumps(wrong))
        assert settings.load(tmp_path) == DownloadSettings()


def test_a_new_tab_of_the_systems_toolkits_saves_a_document_and_leaves_the_office_for_no_other_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[tuple[str, str]] = []
    monkeypatch.setattr("chat_desktop.background.start", lambda _, work, *given: work(*given))

    def browse(url: str) -> bool:
        done.append(("browser", url))
        return True

    monkeypatch.setattr("chat_desktop.child_processes.open_by_system", browse)
    window = SimpleNamespace(
        run_js=lambda code: done.append(("script", code)), load_url=lambda url: done.append(("window", url))
    )
    home = "http://127.0.0.1:8765"
    tabs = NewTabs(window, OwnOfficePolicy(home))
    for url in (f"{home}/files/x/plan.pdf?as=view", f"{home}/r/1", "https://example.com/", "smb://host/share"):
        tabs.open(url, 2, True)
    [(first, code), *others] = done
    assert (first, '"http://127.0.0.1:8765/files/x/plan.pdf?as=download"' in code) == ("script", True)
    assert others == [("window", f"{home}/r/1"), ("browser", "https://example.com/")]


def test_webview2_saves_in_the_folder_and_asks_when_that_is_wanted_or_the_folder_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    settings.save(tmp_path, DownloadSettings(str(folder)))
    asked: list[Any] = []
    starting = save_in_folder(tmp_path, lambda *given: asked.append(given[2]))
    args = SimpleNamespace(ResultFilePath=str(tmp_path / "plan.pdf"))
    starting(None, None, args)
    assert asked == [args]
    folder.mkdir()
    (folder / "plan.pdf").write_text("mine")
    starting(None, None, args)
    assert args.ResultFilePath == str(folder / "plan (2).pdf")
    settings.save(tmp_path, DownloadSettings(str(folder), asks=True))
    starting(None, None, args)
    assert asked == [args, args]
