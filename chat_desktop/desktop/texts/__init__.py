"""The sentences and labels of the window itself, one catalogue a language, in the format of the page's catalogue.

They are in the language of the system. Another language is another file beside them with the same keys.
"""

import json
import re
from functools import cache
from importlib import resources

from chat_desktop.languages import directions, matching, plural_rules, system_languages
from chat_desktop.languages import sentences as sentences_of_page
from chat_desktop.languages.catalogues import ENGLISH, Catalogue, fill
from chat_desktop.start_error import ToldError

_NO_BLANK_BETWEEN = re.compile("ja|zh")


def text(key: str, /, **values: object) -> str:
    """Returns the words of KEY, with VALUES in the place of the names in braces. Raises KeyError for an unknown key.

    A value may be a sentence of the page's catalogue, such as what the system says of a failure. Others that have
    letters of the other direction are isolated, so that the words around them keep their order."""
    found, number = catalogue(language())[key], values.get("n")
    if not isinstance(found, str):
        category = plural_rules.category(language(), number) if isinstance(number, int) else "other"
        found = found.get(category) or found["other"]
    told = {name: value.in_language(language()) for name, value in values.items() if isinstance(value, ToldError)}
    return fill(found, directions.all_isolated(values, direction()) | told)


def beside(*names: str) -> str:
    """Returns names that stand beside each other in a title. Each keeps its place, whatever its direction."""
    return " \N{EN DASH} ".join(directions.isolated(name, direction()) for name in names)


def direction() -> str:
    """Returns the direction of the window's language: `ltr` or `rtl`."""
    return sentences_of_page.shipped().direction(language())


def sentences(*texts: str) -> str:
    """Returns sentences one after the other. Empty ones are left out."""
    return ("" if _NO_BLANK_BETWEEN.match(language()) else " ").join(filter(None, texts))


def codes() -> tuple[str, ...]:
    """Returns the languages that have a file, English first."""
    names = [file.name for file in resources.files(__name__).iterdir() if file.name.endswith(".json")]
    found = {name.removesuffix(".json") for name in names} - {ENGLISH}
    return (ENGLISH, *sorted(found))


@cache
def catalogue(language: str) -> Catalogue:
    """Returns the texts of a language by their keys. Callers must not change them."""
    file = resources.files(__name__) / f"{language}.json"
    words: Catalogue = json.loads(file.read_text("utf-8"))
    return words


@cache
def language() -> str:
    """Returns the language of the window, such as `pt-BR`: the one of the system, or English."""
    return matching.best(system_languages.preferred(), codes())
