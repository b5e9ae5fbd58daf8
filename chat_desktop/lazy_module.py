"""Imports a module when something of it is used for the first time."""

from importlib import import_module
from typing import Any


class LazyModule:
    """Stands for a module that takes long to import and that most starts do not need.

    A module that uses one imports it under `if TYPE_CHECKING`, so that its types are known, and makes this object of
    the same name otherwise. Annotations with its names have to be strings, because others are looked up at once.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)
