"""Checks, before anything is changed, whether the host can serve the office."""

from chat_desktop.chat.core import names
from chat_desktop.config import Config
from chat_desktop.errors import Invalid, StartError
from chat_desktop.network.http import descriptors


def check(config: Config) -> None:
    """Raises StartError when the office cannot have the configured name, or too few files may be opened."""
    descriptors.raise_limit()
    if config.office is not None:
        _check_name(config.office)


def _check_name(name: str) -> None:
    try:
        names.office(name)
    except Invalid as problem:
        raise StartError(f"The office cannot be called {name!r}. {problem.message}") from None
