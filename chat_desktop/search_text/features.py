"""What a message has besides its words, for `has:`."""

import json
import re

LINK = re.compile(r"\bhttps?://\w|\bwww\.\w", re.IGNORECASE)


def features(body: str, content: str | None) -> frozenset[str]:
    """Returns those of `wanted.HAS` that are true of a message. CONTENT is its JSON, or None."""
    found = {"link"} if LINK.search(body) else set[str]()
    if content is not None and '"poll"' in content:
        found |= {"poll"} & _keys(content)
    return frozenset(found)


def _keys(content: str) -> set[str]:
    """Returns the keys of the JSON object, none where it cannot be read."""
    try:
        loaded = json.loads(content)
    except (ValueError, RecursionError):
        return set()
    return set(loaded) if isinstance(loaded, dict) else set()
