"""Fingerprints as words, which two people can compare by reading them aloud.

The list is BIP 39's English one, as python-mnemonic ships it (MIT): 2,048 common words that already differ in their
first four letters.
"""

from functools import cache
from pathlib import Path

BITS = 11  # a word tells as many
COUNT = 6  # 66 bits: more than a person compares by chance, few enough to be compared at all


def words_of(fingerprint: bytes) -> tuple[str, ...]:
    """Six words for a SHA-256."""
    number = int.from_bytes(fingerprint, "big") >> (len(fingerprint) * 8 - BITS * COUNT)
    return tuple(_words()[number >> BITS * place & (1 << BITS) - 1] for place in reversed(range(COUNT)))


@cache
def _words() -> tuple[str, ...]:
    return tuple((Path(__file__).parent / "english.txt").read_text("utf-8").split())
