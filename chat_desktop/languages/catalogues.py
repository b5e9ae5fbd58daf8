"""Reads the catalogues `webui/i18n/*.json`: the sentences of each language by their keys.

A text with a number is an object by plural category ({"one": ..., "other": ...}), chosen by the value `n`. What a
language does not have yet is shown in English.
"""

import json
import re
from datetime import datetime
from functools import cached_property
from pathlib import Path

from chat_desktop.languages import plural_rules

Text = str | dict[str, str]
Catalogue = dict[str, Text]

ENGLISH = "en"
ERROR = "error."
# Files of the folder that are no language: what translators are told of each key.
NO_LANGUAGES = frozenset({"notes"})
NAME, DIRECTION = "language.name", "language.direction"
_PLACE = re.compile(r"\{(\w+)\}")
# A number of the sentence itself, which the page writes with the digits of the reader.
_NUMBER = re.compile(r"\{(\d+)\}")


class Catalogues:
    """The catalogues of a folder. Each is read once, when it is first needed; callers must not change them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._merged: dict[str, Catalogue] = {}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The languages that have a file, such as `en` and `pt-BR`: English first, the others by code."""
        found = {path.stem for path in self._folder.glob("*.json")} - NO_LANGUAGES
        return (ENGLISH, *sorted(found - {ENGLISH}))

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each language in itself, by its code."""
        return {code: str(self.of(code).get(NAME, code)) for code in self.codes}

    def of(self, code: str) -> Catalogue:
        """Returns the texts of a language by key, with English ones for what is missing."""
        if code not in self._merged:
            english = {} if code == ENGLISH else self.of(ENGLISH)
            self._merged[code] = english | self._read(code)
        return self._merged[code]

    def direction(self, code: str) -> str:
        """Returns `ltr`, or `rtl` for a language that is written from right to left."""
        return "rtl" if self.of(code).get(DIRECTION) == "rtl" else "ltr"

    def text(self, code: str, key: str, /, **values: object) -> str:
        """Returns the sentence of a key with its values filled in; the key itself when there is no such sentence."""
        return fill(self.template(code, key, values.get("n")), values, "," if code == ENGLISH else "")

    def error(self, code: str, key: str, values: dict[str, object]) -> str:
        """Returns the sentence of an error; the key itself when there is none, because it may be a sentence."""
        return self.text(code, ERROR + key, **values) if ERROR + key in self.of(code) else key

    def template(self, code: str, key: str, number: object = None) -> str:
        """Returns the sentence of a key with its placeholders, in the plural form of NUMBER."""
        found = self.of(code).get(key, key)
        if isinstance(found, dict):
            category = plural_rules.category(code, number) if isinstance(number, int) else "other"
            found = found.get(category) or found["other"]
        return _NUMBER.sub(r"\1", found)

    def _read(self, code: str) -> Catalogue:
        path = self._folder / f"{code}.json"
        catalogue: Catalogue = json.loads(path.read_text("utf-8")) if code in self.codes and path.exists() else {}
        return catalogue


def fill(template: str, values: dict[str, object], thousands: str = "") -> str:
    """Returns TEMPLATE with the values in place of their names in braces. THOUSANDS stands within large numbers."""

    def shown(value: object) -> str:
        if isinstance(value, list):
            return joined(value)
        if isinstance(value, datetime):
            return f"{value:%Y-%m-%d %H:%M}"
        if isinstance(value, float):
            return f"{value:g}"
        return f"{value:,}".replace(",", thousands) if isinstance(value, int) else str(value)

    return _PLACE.sub(lambda found: shown(values.get(found[1], found[0])), template)


def joined(words: list[str]) -> str:
    """Returns the words as a list in an English sentence, such as "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def parts(template: str) -> list[tuple[str, bool]]:
    """Splits a template into texts and the names of its placeholders: (text or name, whether it is a name)."""
    return [(part, at % 2 == 1) for at, part in enumerate(_PLACE.split(template)) if part]
