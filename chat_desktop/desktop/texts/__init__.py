"""The sentences and labels of the window itself, one catalogue a language, in the format of the page's catalogue.

They are in the language of the system. Another language is another file beside them with the same keys.
"""

import json
from functools import cache
from importlib import resources

from chat_desktop.desktop.texts import system_languages
from chat_desktop.languages import matching
from chat_desktop.languages.catalogues import ENGLISH


def text(key: str, **values: object) -> str:
    """Returns the words of KEY, with VALUES in the place of the names in braces. Raises KeyError for an unknown key."""
    words = catalogue(_language())[key]
    for name, value in values.items():
        words = words.replace(f"{{{name}}}", str(value))
    return words


def codes() -> tuple[str, ...]:
    """Returns the languages that have a file, English first."""
    names = [file.name for file in resources.files(__name__).iterdir() if file.name.endswith(".json")]
    found = {name.removesuffix(".json") for name in names} - {ENGLISH}
    return (ENGLISH, *sorted(found))


@cache
def catalogue(language: str) -> dict[str, str]:
    """Returns the texts of a language by their keys. Callers must not change them."""
    file = resources.files(__name__) / f"{language}.json"
    words: dict[str, str] = json.loads(file.read_text("utf-8"))
    return words


@cache
def _language() -> str:
    return matching.best(system_languages.preferred(), codes())
