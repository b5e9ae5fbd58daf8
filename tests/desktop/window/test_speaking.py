"""The window says nothing that is not in its catalogue, and Qt speaks the language of the window."""

import re

import pytest

from tests.desktop.conftest import Play

# Values may be texts themselves, and a long line is cut off.
PSEUDO = re.compile(r"\u27e6[^\u27e6\u27e7]*(?:\u27e7|\u2026$)")
# Names, and what is written alike in every language.
SAME = re.compile(r"\bgone\b|notes\.txt|slow\.bin|Acme|Chat Desktop|Ctrl\+\w|/\S*/report|/\S*Downloads")


def left_over(word: str) -> str:
    """What is in WORD beside texts of the catalogue, names and numbers."""
    while PSEUDO.search(word):
        # What is cut off cuts off the texts around it too.
        word = PSEUDO.sub(lambda found: found[0][-1] if found[0].endswith("\u2026") else "", word)
    return SAME.sub("", word)


def test_every_word_of_the_window_is_in_its_catalogue(play: Play) -> None:
    seen = play("everything", program="speaking")
    heard = {state: words for state, words in seen.items() if isinstance(words, list)}
    assert {"downloads", "menu", "find", "tray", "crash True", "crash False"} <= heard.keys()
    strange = {
        (state, word) for state, words in heard.items() for word in words if re.search(r"[^\W\d_]", left_over(word))
    }
    assert strange == set()
    said = {key for words in heard.values() for word in words for key in re.findall(r"\u27e6([\w.]+)", word)}
    expected = {
        *("download.saved_in", "download.try_again", "download.show_in_folder", "reason.gone", "action.cancel"),
        *("menu.find", "find.next", "tray.quit", "tray.connected", "crash.restarted", "crash.given_up"),
        *("closing.connected", "closing.without_tray", "closing.saving", "closing.for_everyone"),
    }
    assert expected - said == set()


@pytest.mark.parametrize(
    ("language", "qt", "direction", "said"),
    [
        ("de_DE", "Neues Verzeichnis", "ltr", "Kopieren"),
        ("ar_EG", "مجلّد جديد", "rtl", "نسخ"),
        ("zh_CN", "新建文件夹", "ltr", "复制"),
    ],
)
def test_qts_own_dialogs_speak_the_language_of_the_window(
    play: Play, language: str, qt: str, direction: str, said: str
) -> None:
    seen = play("qt_words", program="speaking", LC_ALL=f"{language}.UTF-8")
    assert (seen["direction"], seen["said"]) == (direction, said)
    assert seen["qt"] == qt
