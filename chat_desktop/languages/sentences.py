"""The English sentences of the catalogue, for the wire, the log and the command line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Protocol, runtime_checkable

from chat_desktop import paths
from chat_desktop.languages import matching, system_languages
from chat_desktop.languages.catalogues import ENGLISH, ERROR, Catalogues

FOLDER = "i18n"


@runtime_checkable
class Told(Protocol):
    """What is written in each language where it stands in a sentence: an error (start_error.py), which needs this."""

    def in_language(self, code: str, /) -> str:
        """Returns it in a language."""

    def payload(self) -> dict[str, Any]:
        """Returns its key and its values for the page."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the catalogue with its values: texts, numbers, dates, lists of texts, or causes."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def english(self) -> str:
        """The sentence in English."""
        return self.in_language(ENGLISH)

    def in_language(self, code: str) -> str:
        """Returns the sentence in a language, such as `pt-BR`."""
        told = {name: one.in_language(code) if isinstance(one, Told) else one for name, one in self.values.items()}
        return shipped().text(code, self.key, **told)

    def in_language_of_system(self) -> str:
        """Returns the sentence in the language of the system, for what the system itself shows."""
        return self.in_language(language_of_system())

    def payload(self) -> dict[str, Any]:
        """Returns the key and the values for the page, dates in ISO 8601, and causes with a key of their own."""
        return {"key": self.key, "values": {name: _for_page(one) for name, one in self.values.items()}}


def _for_page(value: object) -> object:
    if isinstance(value, Told):
        return {"message": str(value), **value.payload()}
    return value.isoformat() if isinstance(value, date) else value


def sentence(key: str, /, **values: object) -> Sentence:
    """Returns the sentence of KEY, such as `check.disk_free`, with its VALUES."""
    return Sentence(key, values)


def english_error(key: str, values: Mapping[str, object]) -> str:
    """Returns the English sentence of an error; the key itself when there is none, because it may be a sentence."""
    return shipped().error(ENGLISH, key, dict(values))


def has_error(key: str) -> bool:
    """Returns whether there is a sentence of this key."""
    return ERROR + key in shipped().of(ENGLISH)


def key_of_error(sentence: str) -> str | None:
    """Returns the key of an error whose English sentence was stored; None for one with values, or an old one."""
    return _keys_of_errors().get(sentence)


@cache
def _keys_of_errors() -> dict[str, str]:
    texts = shipped().of(ENGLISH)
    return {
        text: key.removeprefix(ERROR) for key, text in texts.items() if key.startswith(ERROR) and isinstance(text, str)
    }


@cache
def language_of_system() -> str:
    """Returns the language that the person has chosen in the system; English where we do not have it."""
    return matching.best(system_languages.preferred(), shipped().codes)


@cache
def shipped() -> Catalogues:
    """Returns the catalogues of this program. They are read when they are first needed."""
    return Catalogues(paths.webui() / FOLDER)
