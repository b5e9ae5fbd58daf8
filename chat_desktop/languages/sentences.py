"""The English sentences of the catalogue, for the wire, the log and the command line."""

from collections.abc import Mapping
from functools import cache

from chat_desktop import paths
from chat_desktop.languages.catalogues import ENGLISH, ERROR, Catalogues

FOLDER = "i18n"


def english_error(key: str, values: Mapping[str, object]) -> str:
    """Returns the English sentence of an error; the key itself when there is none, because it may be a sentence."""
    return shipped().error(ENGLISH, key, dict(values))


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
def shipped() -> Catalogues:
    """Returns the catalogues of this program. They are read when they are first needed."""
    return Catalogues(paths.webui() / FOLDER)
