"""Every string that the page shows is in the catalogue, and nothing else is."""

import json
import re
from pathlib import Path

from tests.webui.sources.source import WEBUI, modules

USED = re.compile(r"""\b(?:t|rich)\(\s*["']([a-z][\w.]*)["']""")


def catalogue() -> dict[str, str | dict[str, str]]:
    words: dict[str, str | dict[str, str]] = json.loads((WEBUI / "i18n" / "en.json").read_text("utf-8"))
    return words


def used() -> set[str]:
    files = [*modules(), *(WEBUI / "templates").glob("*.html")]
    return {key for path in files for key in USED.findall(path.read_text("utf-8"))}


def test_every_key_that_is_used_has_its_words() -> None:
    assert used() - catalogue().keys() == set()


def test_no_words_are_left_that_nobody_uses() -> None:
    # The host itself asks for the name of the program, as the title of its pages, for what a language is, for the
    # names of a new office and of its first room, and for what an exported page says.
    # Its sentences are looked for by tests/languages.
    others = ("error.", "check.", "left.", "archive.", "device.", "system.", "imported.")
    ours = {key for key in catalogue() if not key.startswith(others)}
    assert ours - used() == {"app.name", "language.name", "office.default_name", "setup.first_room"}


def test_every_use_fills_the_braces_of_its_words() -> None:
    text = "".join(path.read_text("utf-8") for path in modules())
    calls = re.findall(r'\bt\("([^"]+)"(?:, \{([^}]*)\})?', text)
    nodes = re.findall(r'\brich\("([^"]+)", \{((?:[^`{}]|`[^`]*`)*)\}(?:, \{([^}]*)\})?', text)
    assert calls
    assert nodes
    for key, call in [*calls, *((key, ", ".join(filter(None, given))) for key, *given in nodes)]:
        words = catalogue()[key]
        forms = [words] if isinstance(words, str) else list(words.values())
        wanted = {name for form in forms for name in re.findall(r"\{(\w+)\}", form)}
        given = set(re.findall(r"(?:^|,)\s*(\w+)", call))
        assert wanted | ({"n"} if len(forms) > 1 else set()) <= given, (key, call)


def test_words_that_count_have_a_form_for_every_number() -> None:
    assert all("other" in words for words in catalogue().values() if isinstance(words, dict))


def test_the_order_of_names_is_tested_in_every_language() -> None:
    tested = (Path(__file__).parents[1] / "pure/languages/i18n.test.mjs").read_text("utf-8")
    listed = re.search(r"LANGUAGES = (\[.*\])", tested)
    assert listed is not None
    names = {path.stem for path in (WEBUI / "i18n").glob("*.json")}
    assert json.loads(listed[1]) == sorted(names - {"notes"})
