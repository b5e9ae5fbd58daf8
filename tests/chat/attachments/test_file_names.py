"""Names of files: what is shown and saved is never a path, never a trap, and fits on every system."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat_desktop.chat.attachments import file_names


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("plan.txt", "plan.txt"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\Ana\plan.txt", "plan.txt"),
        ("U\u0308bersicht.pdf", "Übersicht.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("invoice\u061cfdp.exe", "invoicefdp.exe"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
        ("console.txt", "console.txt"),
        ('a<b>:"|?*.txt', "ab.txt"),
        (" . ", "file"),
        ("", "file"),
        ("a\x00b\n.txt", "ab.txt"),
        ("تقرير.docx", "تقرير.docx"),
        ("🎉" * 100 + ".png", "🎉" * 62 + ".png"),
        ("name. ", "name"),
    ],
)
def test_a_name_is_safe_to_show_and_to_save(given_name: str, kept: str) -> None:
    assert file_names.clean(given_name) == kept


@given(st.text(max_size=300))
def test_every_text_becomes_a_name_that_stays_as_it_is(text: str) -> None:
    found = file_names.clean(text)
    assert found
    assert len(found.encode()) <= 255
    assert unicodedata.is_normalized("NFC", found)
    assert file_names.clean(found) == found
    assert not set(found) & set('/\\:*?"<>|\0\n\r\u202e')
    assert file_names.ascii_form(found).isascii()
    assert '"' not in file_names.ascii_form(found)
