"""Chooses the language of a reader from those that they prefer."""

from collections.abc import Iterable, Sequence

# A region says which script is read where the tag itself does not.
_SCRIPTS = {"zh-tw": "hant", "zh-hk": "hant", "zh-mo": "hant", "zh-cn": "hans", "zh-sg": "hans", "zh": "hans"}


def best(preferred: Iterable[str], available: Sequence[str]) -> str:
    """Returns the first of the AVAILABLE languages that one of the PREFERRED tags (BCP 47, the best first) asks for.

    `de-AT` is served by `de`, and `pt-PT` by `pt-BR`, which its readers understand; Chinese in another script is not.
    Without a match it returns the first of the available ones.
    """
    return first(preferred, available) or available[0]


def first(preferred: Iterable[str], available: Sequence[str]) -> str | None:
    """Returns the same as `best`, and None without a match."""
    matches = (_match(tag.replace("_", "-").lower(), available) for tag in preferred)
    return next((found for found in matches if found), None)


def _match(tag: str, available: Sequence[str]) -> str | None:
    by_code = {code.lower(): code for code in available}
    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        if (exact := by_code.get("-".join(parts[:length]))) is not None:
            return exact
    same = [code for low, code in by_code.items() if low.split("-")[0] == parts[0] and _script(low) == _script(tag)]
    return same[0] if same else None


def _script(tag: str) -> str:
    parts = tag.split("-")
    written = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    return written or _SCRIPTS.get("-".join([parts[0], *parts[-1:]]) if len(parts) > 1 else tag, "")
