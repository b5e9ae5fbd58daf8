"""The sentences and labels of the window itself, in one catalogue: `en.json`, in the format of the page's catalogue.

Another language is another file beside it with the same keys.
"""

import json
from functools import cache
from importlib import resources

LANGUAGE = "en"


def text(key: str, **values: object) -> str:
    """Returns the words of KEY, with VALUES in the place of the names in braces. Raises KeyError for an unknown key."""
    words = _catalogue(LANGUAGE)[key]
    for name, value in values.items():
        words = words.replace(f"{{{name}}}", str(value))
    return words


@cache
def _catalogue(language: str) -> dict[str, str]:
    file = resources.files(__name__) / f"{language}.json"
    words: dict[str, str] = json.loads(file.read_text("utf-8"))
    return words
