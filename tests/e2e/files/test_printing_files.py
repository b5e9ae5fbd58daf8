"""A file on paper: the picture or the text that the viewer shows, and nothing of the page around it."""

from pathlib import Path

import pypdfium2
from playwright.sync_api import Page, expect

from tests.e2e.files.given_files import GivenFiles, enter
from tests.e2e.files.given_files import given as given
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People

MARGIN_POINTS = 36
ODD = "Zeile \N{GRINNING FACE} <b>fett</b> مرحبا " + "W" * 140


def opened(people: People, given: GivenFiles) -> Page:
    """Returns a page whose `print()` only notes its call, because nobody answers the dialog here."""
    shown = enter(people, given).page
    shown.evaluate("() => { window.print = () => { document.documentElement.dataset.printed = '' } }")
    return shown


def on_paper(page: Page, file: Path) -> list[str]:
    """Returns the texts of the sheets, once printing was asked for."""
    expect(page.locator("html")).to_have_attribute("data-printed", "")
    page.evaluate("() => { delete document.documentElement.dataset.printed }")
    page.pdf(path=str(file), print_background=False)
    document = pypdfium2.PdfDocument(str(file))
    first = document[0].get_textpage()
    assert first.count_chars() == 0 or first.get_charbox(0)[0] > MARGIN_POINTS, (
        "printers leave the edge of a sheet white"
    )
    return [sheet.get_textpage().get_text_range() for sheet in document]


def test_a_picture_fills_one_sheet_alone(people: People, given: GivenFiles, tmp_path: Path) -> None:
    given.post("Words of the message", given.picture("tall.jpg", 900, 2400))
    page = opened(people, given)
    page.get_by_role("button", name="Open picture tall.jpg").click()
    page.get_by_role("dialog").get_by_role("button", name="Print").click()
    (words,) = on_paper(page, tmp_path / "picture.pdf")
    assert words == ""
    page.emulate_media(media="print")
    box = page.locator(".file-sheet img").bounding_box()
    assert box
    assert abs(box["height"] / box["width"] - 2400 / 900) < 0.02, "it keeps its shape"
    expect(page.locator(".viewer")).to_be_hidden()
    page.emulate_media(media="screen")
    expect(page.locator(".file-sheet")).to_be_hidden()
    # Whoever prints the room afterwards gets the room.
    page.keyboard.press("Escape")
    expect(page.locator(".file-sheet")).to_have_count(0)


def test_a_text_is_printed_whole_as_it_was_written_and_a_table_as_one(
    people: People, given: GivenFiles, tmp_path: Path
) -> None:
    long = "\n".join([ODD, *(f"line {number}" for number in range(9_000))])
    given.post(
        "Texts",
        given.file("long.txt", "text", long),
        given.file("numbers.csv", "text", "Name;Number\nPosten <i>;12,5\n"),
        given.file("notes.md", "text", "# Title\n\nSome **bold** words"),
    )
    page = opened(people, given)
    dialog = page.get_by_role("dialog")
    page.get_by_role("button", name="long.txt").click()
    dialog.get_by_role("button", name="Print").click()
    sheets = on_paper(page, tmp_path / "text.pdf")
    # The dialog has shown the first 64 kB only.
    assert "line 8999" in sheets[-1]
    assert "long.txt" in sheets[0]
    assert "<b>fett</b>" in sheets[0]
    assert sheets[0].replace("\r\n", "").count("W") == 140
    page.keyboard.press("Escape")
    page.get_by_role("button", name="numbers.csv").click()
    dialog.get_by_role("button", name="Print").click()
    (sheet,) = on_paper(page, tmp_path / "table.pdf")
    assert ";" not in sheet
    assert "Posten <i>" in sheet
    dialog.get_by_role("button", name="Show as text").click()
    dialog.get_by_role("button", name="Print").click()
    assert "Posten <i>;12,5" in on_paper(page, tmp_path / "plain.pdf")[0]
    page.keyboard.press("Escape")
    page.get_by_role("button", name="notes.md").click()
    dialog.get_by_role("button", name="Print").click()
    assert "Some bold words" in on_paper(page, tmp_path / "markdown.pdf")[0]


def test_a_table_of_which_a_part_is_shown_is_printed_whole(people: People, given: GivenFiles, tmp_path: Path) -> None:
    given.post("Table", given.file("numbers.csv", "text", "\n".join(f"Posten {n};{n}" for n in range(700))))
    page = opened(people, given)
    page.get_by_role("button", name="numbers.csv").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Only part of the table is shown")
    dialog.get_by_role("button", name="Print").click()
    assert "Posten 699" in on_paper(page, tmp_path / "table.pdf")[-1]


def test_a_picture_that_cannot_be_loaded_is_not_printed(people: People, given: GivenFiles) -> None:
    given.post("Gone", given.picture("gone.jpg"))
    page = opened(people, given)
    page.get_by_role("button", name="Open picture gone.jpg").click()
    expect(page.locator(".stage img")).to_be_visible()
    page.evaluate("() => { HTMLImageElement.prototype.decode = () => Promise.reject(new Error('gone')) }")
    page.get_by_role("dialog").get_by_role("button", name="Print").click()
    expect(page.get_by_role("status").filter(has_text="load")).to_be_visible()
    expect(page.locator("html[data-printed]")).to_have_count(0)
