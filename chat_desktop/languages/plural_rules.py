"""Plural categories by the rules of CLDR, for whole numbers.

The page asks the browser (Intl.PluralRules). Python has no such rules, and a library for all of them weighs 10 MB, so
that the rules of the families of languages stand here. A test compares them with CLDR.
"""

from collections.abc import Callable

_NONE = frozenset({"id", "ja", "ko", "lo", "ms", "my", "th", "to", "vi", "yue", "zh"})
_ZERO_AND_ONE = frozenset(["am", "as", "bn", "fa", "fr", "gu", "hi", "hy", "kn", "pt", "zu"])
_EAST_SLAVIC = frozenset(["be", "ru", "uk"])


def category(language: str, number: int) -> str:
    """Returns the plural category (zero, one, two, few, many or other) of NUMBER in LANGUAGE, such as `pt-BR`."""
    return _rule(language.split("-")[0].lower())(abs(number))


def _rule(base: str) -> Callable[[int], str]:
    if base in _NONE:
        return lambda number: "other"
    if base in _ZERO_AND_ONE:
        return lambda number: "one" if number < 2 else "other"
    if base in _EAST_SLAVIC:
        return _east_slavic
    return {"ar": _arabic, "pl": _polish, "cs": _czech, "sk": _czech, "he": _hebrew}.get(base, _germanic)


def _germanic(number: int) -> str:
    return "one" if number == 1 else "other"


def _hebrew(number: int) -> str:
    return {1: "one", 2: "two"}.get(number, "other")


def _czech(number: int) -> str:
    return "one" if number == 1 else "few" if 2 <= number <= 4 else "other"


def _polish(number: int) -> str:
    if number == 1:
        return "one"
    return "few" if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else "many"


def _east_slavic(number: int) -> str:
    if number % 10 == 1 and number % 100 != 11:
        return "one"
    return "few" if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else "many"


def _arabic(number: int) -> str:
    if number < 3:
        return ("zero", "one", "two")[number]
    rest = number % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"
