"""Splits the sentences of the page into those of a first visit and the rest, which features load when they need it."""

import json
import re
from collections.abc import Callable, Iterable, Mapping

from chat_desktop.web.assets.bundles import FIRST, Bundle

NAMED = re.compile(r'"([\w.]+)(?=")')


def first_keys(bundles: Iterable[Bundle], read: Callable[[str], str]) -> set[str]:
    """Returns what the bundles of a first visit name: the keys of their sentences among it.

    A module names each sentence by its whole key, also where the key is put together from parts (a test keeps that).
    """
    modules = [module for bundle in bundles if bundle.name in FIRST for module in bundle.modules]
    return {key for module in modules for key in NAMED.findall(read(module.name))}


def split(sentences: Mapping[str, object], named: set[str]) -> tuple[str, str]:
    """Returns the sentences of the keys in NAMED, and all others, each as JSON."""
    first = {key: text for key, text in sentences.items() if key in named}
    return _written(first), _written({key: text for key, text in sentences.items() if key not in first})


def _written(sentences: Mapping[str, object]) -> str:
    return json.dumps(sentences, ensure_ascii=False, separators=(",", ":"))
