"""The dictionaries for spell check: which the system has, and how one gets where Chromium reads it."""

import os
import sys
from pathlib import Path

import pytest

from chat_desktop.desktop.window.spelling import dictionaries, settings
from chat_desktop.desktop.window.spelling.dictionaries import Places

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows checks spelling by itself")
TOOL = """#!{python}
import pathlib, sys
source, target = map(pathlib.Path, sys.argv[1:3])
assert source.with_suffix(".aff").exists()
target.write_bytes(b"BDic" + source.read_bytes())
sys.exit({status})
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    ready, hunspell = tmp_path / "ready", tmp_path / "hunspell"
    for folder, names in ((ready, ("de_DE.bdic", "Not a language!.bdic")), (hunspell, ("fr.dic", "fr.aff", "ar.dic"))):
        folder.mkdir()
        for name in names:
            (folder / name).write_text(name)
    return Places((str(ready), str(tmp_path / "none")), (str(hunspell),), tool(tmp_path, 0))


def tool(folder: Path, status: int) -> str:
    program = folder / f"tool{status}"
    program.write_text(TOOL.format(python=sys.executable, status=status))
    program.chmod(0o755)
    return str(program)


def test_ready_dictionaries_are_found_and_those_of_hunspell_where_they_can_be_converted(
    tmp_path: Path, places: Places
) -> None:
    assert list(dictionaries.available(tmp_path, places)) == ["de_DE", "fr"]
    assert list(dictionaries.available(tmp_path, Places(places.ready, places.hunspell))) == ["de_DE"]


def test_a_ready_one_is_linked_and_a_link_to_one_that_is_gone_is_replaced(tmp_path: Path, places: Places) -> None:
    folder = tmp_path / dictionaries.FOLDER
    folder.mkdir()
    (folder / "de_DE.bdic").symlink_to(tmp_path / "gone")
    source = dictionaries.available(tmp_path, places)["de_DE"]
    assert dictionaries.make_ready(tmp_path, "de_DE", source, places)
    assert (folder / "de_DE.bdic").read_text() == "de_DE.bdic"
    # What lies in the folder itself comes first, also what a person has put there.
    assert dictionaries.available(tmp_path, places)["de_DE"] == folder / "de_DE.bdic"


@pytest.mark.parametrize(("status", "left"), [(0, ["fr.bdic"]), (1, [])])
def test_one_of_hunspell_is_converted_or_leaves_nothing(
    tmp_path: Path, places: Places, status: int, left: list[str]
) -> None:
    source = dictionaries.available(tmp_path, places)["fr"]
    places = Places(places.ready, places.hunspell, tool(tmp_path, status))
    assert dictionaries.make_ready(tmp_path, "fr", source, places) is (status == 0)
    assert [file.name for file in (tmp_path / dictionaries.FOLDER).iterdir()] == left


@pytest.mark.parametrize(
    ("locale", "language"), [("de_DE", "de_DE"), ("de_AT", "de_DE"), ("fr_FR", "fr"), ("ja_JP", None), ("C", None)]
)
def test_the_language_of_the_system_is_taken_or_a_near_one(locale: str, language: str | None) -> None:
    assert dictionaries.for_locale(["de_DE", "fr"], locale) == language


def test_the_choice_is_remembered_and_a_damaged_one_is_the_default(tmp_path: Path) -> None:
    chosen = settings.SpellingSettings(is_on=False, languages=("de_DE", "fr"))
    settings.save(tmp_path, chosen)
    assert settings.load(tmp_path) == chosen
    for damaged in (
        '{"is_on": 1}',
        '{"languages": "de"}',
        '{"languages": [1]}',
        "[",
        '{"languages": ["a","b","c","d","e","f"]}',
    ):
        (tmp_path / settings.FILE).write_text(damaged)
        assert settings.load(tmp_path) == settings.SpellingSettings()
