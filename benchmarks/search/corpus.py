"""Makes texts of messages in eight languages, the same in every run: a few words are in many of them, most are rare.

The words are invented. What counts for an index is how often each is used, and how its script is cut into tokens.
"""

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

SEED = 10
NEW_WORD = 0.06  # of the words, which are in no other message: names, numbers, mistakes
LENGTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20, 25, 30]  # words of a message
LENGTH_WEIGHTS = [4, 5, 6, 7, 8, 8, 8, 8, 7, 7, 6, 5, 5, 4, 3, 3, 2, 1]

_HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3_000)]
_KANA = [chr(code) for code in range(0x3042, 0x3094)]
_ARABIC = list("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")


@dataclass(slots=True)
class Language:
    """The words of a language, the most frequent first. `share` is that of the messages, in percent."""

    name: str
    share: int
    words: list[str]
    space: str = " "
    weights: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(self.words))))


class Corpus:
    """Draws messages. Two of the same seed draw the same ones."""

    def __init__(self, seed: int = SEED) -> None:
        self.random = random.Random(seed)  # noqa: S311 (the same in every run)
        self.languages = {language.name: language for language in self._make()}

    def messages(self, count: int) -> Iterator[str]:
        """Yields the texts of `count` messages."""
        languages = list(self.languages.values())
        shares = [language.share for language in languages]
        draw = self.random
        for language in draw.choices(languages, shares, k=count):
            length = draw.choices(LENGTHS, LENGTH_WEIGHTS)[0]
            words = draw.choices(language.words, cum_weights=language.weights, k=length)
            if language.space and draw.random() < NEW_WORD * length:
                words[draw.randrange(length)] += self._latin(2)
            yield language.space.join(words)

    def _make(self) -> Iterator[Language]:
        yield Language("english", 34, self._distinct(30_000, lambda: self._latin(self.random.choice((1, 2, 2, 3)))))
        yield Language("german", 22, self._distinct(30_000, lambda: self._latin(3, "äöüß")))
        yield Language("chinese", 11, self._distinct(20_000, lambda: self._letters(_HAN, 1, 3)), space="")
        yield Language("spanish", 10, self._distinct(20_000, lambda: self._latin(2, "áéíóúñ")))
        yield Language("arabic", 8, self._distinct(20_000, lambda: self._letters(_ARABIC, 3, 7)))
        yield Language("japanese", 7, self._distinct(10_000, self._japanese), space="")
        yield Language("code", 8, self._distinct(10_000, self._code))

    def _distinct(self, count: int, make: Callable[[], str]) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < count:
            found[make()] = None
        return list(found)

    def _latin(self, syllables: int, extra: str = "") -> str:
        draw = self.random
        vowels = "aeiou" + extra
        return "".join(
            draw.choice("bcdfghklmnprstvwz") + draw.choice(vowels) + draw.choice(("", "", "n", "r", "s", "t"))
            for _ in range(syllables)
        )

    def _letters(self, letters: list[str], least: int, most: int) -> str:
        return "".join(self.random.choices(letters, k=self.random.randint(least, most)))

    def _japanese(self) -> str:
        return self._letters(_HAN, 0, 2) + self._letters(_KANA, 1, 3)

    def _code(self) -> str:
        one, other = self._latin(2), self._latin(2)
        forms = (f"{one}_{other}", f"{one}.{other}()", f"https://{one}.lan/{other}", f"{one}-{other}.pdf")
        return self.random.choice(forms)
