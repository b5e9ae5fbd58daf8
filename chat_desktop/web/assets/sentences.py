"""Splits the sentences of the page into those of a first visit and the rest, which features load when they need it."""

import json
import re
from collections.abc import Callable, Iterable

from chat_desktop.web.assets.bundles import FIRST, Bundle

NAMED = re.compile(r'"([\w.]+)(?=")')


def split(catalogue: str, bundles: Iterable[Bundle], read: Callable[[str], str]) -> tuple[str, str]:
    """Returns the sentences that the bundles of a first visit name, and all others, each as JSON.

    A module names each sentence by its whole key, also where the key is put together from parts (a test keeps that).
    """
    sentences = json.loads(catalogue)
    modules = [module for bundle in bundles if bundle.name in FIRST for module in bundle.modules]
    named = {key for module in modules for key in NAMED.findall(read(module.name))}
    first = {key: text for key, text in sentences.items() if key in named}
    return _written(first), _written({key: text for key, text in sentences.items() if key not in first})


def _written(sentences: dict[str, object]) -> str:
    return json.dumps(sentences, ensure_ascii=False, separators=(",", ":"))
