"""The names of emoji: each language of the program has all of them, and they stay small to load."""

import gzip
import json
import re

import check_languages
import pytest

from chat_desktop import paths

FOLDER = paths.webui() / "vendor" / "emoji"
OTHERS = [code for code in check_languages.LANGUAGES if code != "en"]
# The first use of the picker loads the table, and the names of one language beside it.
MOST_TABLE_BYTES, MOST_NAMES_BYTES = 52_000, 48_000


def test_the_page_knows_which_languages_have_names() -> None:
    module = (paths.webui() / "app" / "features" / "emoji" / "emoji_data.js").read_text("utf-8")
    listed = re.search(r"const LANGUAGES = (\[.*?\]);", module)
    assert listed is not None
    assert sorted(json.loads(listed[1])) == sorted(OTHERS)
    assert {path.stem for path in FOLDER.glob("*.json")} == {"en", *OTHERS}


@pytest.mark.parametrize("code", OTHERS)
def test_every_emoji_has_a_name_of_the_language(code: str) -> None:
    table = {row[0]: row[1] for row in json.loads((FOLDER / "en.json").read_text("utf-8"))}
    names = json.loads((FOLDER / f"{code}.json").read_text("utf-8"))
    assert names.keys() == table.keys()
    assert all(name and len(name) < 100 for name, _ in names.values())
    same = [emoji for emoji, (name, _) in names.items() if name == table[emoji]]
    assert len(same) < 100, "few words are the same, such as ninja"
    assert sum(bool(words) for _, words in names.values()) > 0.8 * len(names)


@pytest.mark.parametrize("code", ["en", *OTHERS])
def test_they_stay_small(code: str) -> None:
    packed = len(gzip.compress((FOLDER / f"{code}.json").read_bytes(), 9, mtime=0))
    assert packed <= (MOST_TABLE_BYTES if code == "en" else MOST_NAMES_BYTES)
