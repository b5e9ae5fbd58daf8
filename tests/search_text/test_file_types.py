"""What a search takes the type of a file for."""

import pytest

from chat_desktop.search_text import features, file_types

TYPES = [
    ({"name": "Plan.PDF", "kind": "pdf"}, {"pdf", "document"}),
    ({"name": "plan", "kind": "pdf"}, {"pdf", "document"}),
    ({"name": "plan.pdf", "kind": "file"}, {"other", "pdf", "document"}),
    ({"name": "a.b.JPEG", "kind": "image"}, {"image", "jpg"}),
    ({"name": "costs.xlsx", "kind": "file"}, {"other", "spreadsheet", "xlsx"}),
    ({"name": "costs.csv", "kind": "text"}, {"text", "spreadsheet", "csv"}),
    ({"name": "all.tar.gz", "kind": "file"}, {"other", "archive", "gz"}),
    ({"name": "note.webm", "kind": "audio", "voice": True}, {"audio", "voice", "webm"}),
    ({"name": "disk.image", "kind": "file"}, {"other"}),
    ({"name": "no ending", "kind": "file"}, {"other"}),
    ({"name": "a.文档", "kind": "file"}, {"other", "文档"}),
    ({"name": "a.ＰＤＦ", "kind": "file"}, {"other", "pdf", "document"}),
    ({"name": "a." + "x" * 200, "kind": "file"}, {"other"}),
    ({"name": ".", "kind": "file"}, {"other"}),
    ({}, {"other"}),
]
ASKED = {
    "PDF": "pdf",
    ".pdf": "pdf",
    "jpeg": "jpg",
    "photos": "image",
    "Images": "image",
    "xls": "xls",
    "css": "css",
    "archives": "archive",
    "": "",
    "...": "",
    "x" * 5_000: "",
}


@pytest.mark.parametrize(("file", "types"), TYPES, ids=[str(file)[:40] for file, _ in TYPES])
def test_the_types_of_a_file(file: dict[str, object], types: set[str]) -> None:
    assert file_types.of_file(file) == types


def test_the_type_that_somebody_means() -> None:
    assert {typed: file_types.asked(typed) for typed in ASKED} == ASKED


@pytest.mark.parametrize("content", ["", "{", "[]", '{"attachments": 5}', '{"attachments": [5, null]}', "[" * 100_000])
def test_a_content_that_is_none_carries_nothing(content: str) -> None:
    assert features.read(content + ' "attachments"').names == features.read(content).names == ()
