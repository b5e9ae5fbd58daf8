"""Errors for the person who has started something: each has a sentence of the catalogue."""

from collections.abc import Mapping
from typing import Any

Values = Mapping[str, object]


class ToldError(Exception):
    """An error with a sentence for people: the text `error.KEY` of the catalogue (webui/i18n), with its values.

    A key without such a text stands for itself, as a sentence in English."""

    def __init__(self, key: str, values: Values | None = None) -> None:
        super().__init__(key)
        self.key, self.values = key, dict(values or {})

    def __str__(self) -> str:
        # Imported late, because this module is needed by all and the catalogues are read for an error only.
        from chat_desktop.languages import sentences

        return sentences.english_error(self.key, self.values)

    def in_language(self, code: str) -> str:
        """Returns the sentence in a language, with those in it. Names of the other direction are isolated."""
        from chat_desktop.languages import directions, sentences

        told = {name: value.in_language(code) for name, value in self.values.items() if isinstance(value, ToldError)}
        values = directions.all_isolated(self.values, sentences.shipped().direction(code))
        return sentences.shipped().error(code, self.key, values | told)

    def payload(self, prefix: str = "") -> dict[str, Any]:
        """Returns the key and the values for the page, and, so that the values are JSON, paths and the like as text."""
        plain = {name: plain_value(value) for name, value in self.values.items()}
        return {f"{prefix}key": self.key, f"{prefix}values": plain}


def plain_value(value: object) -> object:
    """Returns a value of a sentence as JSON. One that is a sentence itself has its `key`, and `message` in English."""
    if isinstance(value, ToldError):
        return {"message": str(value), **value.payload()}
    return value if isinstance(value, str | int | float) else str(value)


class Cause(ToldError):
    """A cause that was told in English only. In English it stays as it was, and otherwise it is the text of a key."""

    def __init__(self, key: str, english: str, values: Values | None = None) -> None:
        super().__init__(key, values)
        self._english = english

    def __str__(self) -> str:
        return self._english

    def in_language(self, code: str) -> str:
        """Returns the sentence of the key in any language but English."""
        return self._english if code == "en" else super().in_language(code)


class StartError(ToldError):
    """The host cannot start. Its text is one sentence for the person who started it."""
