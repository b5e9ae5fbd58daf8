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
        ("a\u200bb\ufeff\u2060.txt", "ab.txt"),
        ("e\u200b\u0301.txt", "\xe9.txt"),
        ("\u3164\u200d \u2800.", "file"),
        ("\xa0plan.txt\u3000", "plan.txt"),
        ("...", "file"),
        ("..\\..\\", "file"),
        ("a/b/..", "file"),
        (".htaccess", "htaccess"),
        ("NUL .txt", "_NUL .txt"),
        ("conin$", "_conin$"),
        ("LPT\xb9.dat", "_LPT\xb9.dat"),
        ("\ud800a.txt", "a.txt"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        ("क्\u200dष.pdf", "क्\u200dष.pdf"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467.png", "\U0001f468\u200d\U0001f469\u200d\U0001f467.png"),
        # What people see as one character is not divided: a family, a flag, a hand, letters with marks.
        ("x" * 240 + "\U0001f468\u200d\U0001f469\u200d\U0001f467.png", "x" * 240 + ".png"),
        ("x" * 242 + "\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7.png", "x" * 242 + "\U0001f1e9\U0001f1ea.png"),
        ("x" * 246 + "\U0001f44d\U0001f3fd.png", "x" * 246 + ".png"),
        ("x" * 250 + "q\u0301.png", "x" * 250 + ".png"),
        ("q" + "\u0301" * 300, "q" + "\u0301" * 127),
        ("x" * 300 + "." + "y" * 30, "x" * 255),
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


HIDDEN = "a.\u200d\u200c\u0301\u3000\u2800\U0001f1e9\U0001f44d\U0001f3fd/\\ CON"
NAMES = st.lists(st.sampled_from([*HIDDEN, "NUL", "x" * 90]))


@given(NAMES)
def test_no_mixture_of_hidden_characters_stays_hidden(pieces: list[str]) -> None:
    found = file_names.clean("".join(pieces))
    assert file_names.clean(found) == found
    assert len(found.encode()) <= 255
    assert any(not char.isspace() and char not in ".\u200c\u200d\u2800" for char in found)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("한국.mp4", "file.mp4"),
        ("\uff0e\uff0e\uff0f\uff0e\uff0e\uff0fetc", "file.._.._etc"),
        ("\u2024\u2024", "file"),
        ('50% "off".pdf', "50_ _off_.pdf"),
        ("\u247d" * 80 + ".pdf", ("(10)" * 80 + ".pdf")[-255:]),
        ("plan\u2044a;b.txt", "plana_b.txt"),
        ("\uff23\uff2f\uff2e.txt", "_CON.txt"),
        ("com\u2075", "_com5"),
        ("n\u00fal." + "x" * 247 + ".pdf", "_ul." + "x" * 247 + ".pdf"),
    ],
)
def test_clients_of_ascii_get_a_name_with_its_ending(name: str, plain: str) -> None:
    found = file_names.ascii_form(name)
    assert len(found) <= 255
    assert found == plain
