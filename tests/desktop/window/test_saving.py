"""Files that are saved from the window: where, under which name, how far, and what can be done with them."""

import sys
from pathlib import Path

import pytest

from chat_desktop.desktop.downloads import settings
from tests.desktop.conftest import Play

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these scenarios speak Qt")


def test_files_keep_to_the_folder_replace_nothing_and_open_only_when_that_is_harmless(play: Play) -> None:
    seen = play("names", program="saving")
    assert seen["saved"] == [
        "_.._.._.config_autostart_evil.desktop_",
        "_img src=x_.html",
        "invoicefdp.exe",
        "notes (2).txt",
        "notes (3).txt",
        "notes.txt",
    ]
    assert seen["mine"] == "mine"
    kept = ["Show in folder", "Remove from list"]
    assert seen["buttons"] == {"notes (2).txt": ["Open", *kept], "_img": kept, "invoice": kept}
    assert seen["browsed_before"] == []
    assert seen["browsed"] == ["notes (2).txt", "Downloads"]
    # A page that saves many files by itself has to wait for the person.
    assert (seen["unasked"], seen["agreed"]) == (1 + 6, 1 + 7)


def test_a_download_is_followed_cancelled_and_tried_again_after_a_lost_connection_or_a_full_disk(play: Play) -> None:
    seen = play("slow", program="saving")
    # The name is kept while the file is on its way.
    assert set(seen["meanwhile"]) == {"slow.bin", "slow.bin.download"}
    assert seen["saved"] == {"slow.bin": 2_000_000}
    assert seen["after"] == {"slow (2).bin": 2_000_000, "slow.bin": 2_000_000}


def test_the_folder_and_asking_each_time_are_chosen_and_a_folder_that_is_gone_is_not_made(
    play: Play, tmp_path: Path
) -> None:
    seen = play("choose_where", program="saving")
    assert (seen["made"], seen["elsewhere"], seen["on_the_stick"]) == (False, False, ["notes.txt"])
    assert seen["saved"] == {"notes.txt": 8}
    assert (seen["asked"], seen["chosen"]) == ("notes.txt", 8)
    assert seen["rows"] == ["as I like.txt: 8 B", "notes.txt: 8 B"]
    assert seen["says"] == "You are asked where each file is saved"
    data = tmp_path / "data"
    assert settings.load(data) == settings.DownloadSettings(str(data / "other"), asks=True)


def test_closing_asks_while_a_file_is_saved_and_leaves_no_part_of_it(play: Play, tmp_path: Path) -> None:
    question = "1 file is still being saved. Close the window and give up?"
    assert play("close_meanwhile", program="saving")["asked"] == [question] * 2
    assert list((tmp_path / "Downloads").iterdir()) == []


def test_a_pdf_is_shown_in_a_window_of_its_own_that_stays_at_it_and_gets_nothing_else(play: Play) -> None:
    seen = play("document", program="saving")
    assert seen["titles"] == ["plan.pdf"]
    assert seen["still_at"] == "/?first"
    assert seen["bridge"] == "undefinedundefined"
    assert seen["loaded"] == [False, False]
    assert seen["document_at"].endswith("/plan.pdf")


def test_a_pdf_is_printed_by_the_persons_own_program(play: Play) -> None:
    seen = play("print_document", program="saving")
    assert (seen["opened"], seen["is_pdf"]) == ("plan.pdf", "%PDF-")
    # A document that asks again and again has opened it three times at most within a minute.
    assert seen["browsed"] == 3
