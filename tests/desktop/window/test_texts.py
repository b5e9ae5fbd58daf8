"""The words of the window in each language, and which language the system asks for."""

import re
from pathlib import Path

import check_languages
import pytest
from check_languages import problems

from chat_desktop.desktop import texts
from chat_desktop.desktop.downloads import progress
from chat_desktop.languages.system_languages import of_environment

DIRECTION = {"language.direction": "ltr"}  # the catalogue of the page says it
ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("code", texts.codes())
def test_each_language_has_every_text_in_full(code: str) -> None:
    english = check_languages.read("en") | texts.catalogue("en") | DIRECTION
    own = check_languages.read(code) | texts.catalogue(code) | DIRECTION
    ours = texts.catalogue("en").keys()
    found = problems(code, own, english, {})
    assert [one for one in found if ours & {one.split(":")[0], one.split(": ")[-1]}] == []


def test_every_text_is_used_and_every_text_that_is_used_is_there() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "chat_desktop" / "desktop").rglob("*.py"))
    asked = set(re.findall(r'\btext\(\s*"([a-z_.]+)"', source))
    keys = {key for key in texts.catalogue("en") if not key.startswith("size.")}
    assert asked - keys == set()
    assert [key for key in keys if f'"{key}"' not in source] == []


def test_a_number_chooses_the_form_and_sentences_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "language", lambda: "ar")
    assert texts.text("closing.connected", n=2) == "شخصان متصلان."
    assert texts.text("closing.connected", n=3) == "3 أشخاص متصلون."
    assert texts.sentences("A.", "", "B.") == "A. B."
    monkeypatch.setattr(texts, "language", lambda: "ja")
    assert texts.sentences("A。", "B。") == "A。B。"
    monkeypatch.setattr(texts, "language", lambda: "fr")
    assert progress.size(1_400_000) == "1,4 Mo"


@pytest.mark.parametrize(
    ("environment", "tags"),
    [
        ({"LANG": "de_DE.UTF-8"}, ["de_DE"]),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "ja_JP.UTF-8"}, ["ja_JP"]),
        ({"LANG": "de_AT.UTF-8@euro", "LANGUAGE": "fr:es"}, ["fr", "es", "de_AT"]),
        ({"LANG": "C.UTF-8", "LANGUAGE": "de"}, []),
        ({}, []),
    ],
)
def test_the_system_says_its_language_by_the_environment(environment: dict[str, str], tags: list[str]) -> None:
    assert of_environment(environment) == tags
