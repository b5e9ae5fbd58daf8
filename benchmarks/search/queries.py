"""The classes of queries, as people type them."""

import random
import unicodedata
from collections.abc import Callable

from benchmarks.search.corpus import SEED, Corpus

EACH = 40  # queries of a class


def classes(bodies: list[str], names: list[str]) -> dict[str, list[str]]:
    """Returns the queries of each class. BODIES are some of the messages, NAMES are those of people."""
    draw = random.Random(SEED + 1)  # noqa: S311 (the same in every run)
    words = {name: language.words for name, language in Corpus().languages.items()}

    def common(language: str = "english") -> str:
        return draw.choice([word for word in words[language][:200] if len(word) > 3 or language == "chinese"])

    def medium() -> str:
        return draw.choice(words["english"][2_000:5_000])

    def rare() -> str:
        return draw.choice([word for word in draw.choice(spaced).split() if len(word) > 3] or [medium()])

    def middle(letters: int) -> str:
        word = draw.choice([word for word in words["german"] if len(word) > letters + 1])
        return word[1 : letters + 1]

    def phrase() -> str:
        found = draw.choice([body for body in spaced if len(body.split()) > 3]).split()
        at = draw.randrange(len(found) - 2)
        return " ".join(found[at : at + draw.choice((2, 3))])

    def without_accents(word: str) -> str:
        return "".join(each for each in unicodedata.normalize("NFKD", word) if not unicodedata.combining(each))

    def pair(language: str, letters: int, from_rank: int = 0) -> str:
        return "".join(draw.sample(words[language][from_rank : from_rank + 400], 4))[:letters]

    spaced = [body for body in bodies if " " in body and '"' not in body]
    makers: dict[str, Callable[[], str]] = {
        "a common word": common,
        "a medium word": medium,
        "a rare word": rare,
        "two common words": lambda: f"{common()} {common()}",
        "a common and a rare word": lambda: f"{common()} {rare()}",
        "the first 3 letters of a word": lambda: common("german")[:3],
        "the first 4 letters of a word": lambda: common("german")[:4],
        "the beginnings of 2 words": lambda: f"{common('german')[:3]} {common('german')[:4]}",
        "a phrase in quotes": lambda: f'"{phrase()}"',
        "3 letters of the middle": lambda: middle(3),
        "4 letters of the middle": lambda: middle(4),
        "6 letters of the middle": lambda: middle(6),
        "1 Chinese character": lambda: common("chinese")[:1],
        "2 Chinese characters": lambda: pair("chinese", 2),
        "4 Chinese characters": lambda: pair("chinese", 4),
        "2 Japanese characters": lambda: pair("japanese", 2),
        "an Arabic word, with its articles": lambda: common("arabic"),
        "a Spanish word without accents": lambda: without_accents(common("spanish")),
        "a common word, without another": lambda: f"{common()} -{common()}",
        "a file name": lambda: draw.choice([word for word in words["code"] if word.endswith(".pdf")]),
        "a common word of a person": lambda: f"{common()} from:{draw.choice(names)}",
        "links of a person": lambda: f"has:link from:{draw.choice(names)}",
        "a common word since today": lambda: f"{common()} after:yesterday",
        "3 letters, among the messages that one has saved": lambda: f"{common('german')[:3]} is:saved",
        "3 letters, among the messages that are pinned": lambda: f"{middle(3)} is:pinned",
    }
    return {name: [make() for _ in range(EACH)] for name, make in makers.items()}
