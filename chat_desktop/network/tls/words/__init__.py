"""Converts fingerprints to words, which two people can compare by reading them aloud.

The word list is the English one of BIP 39, as python-mnemonic ships it (MIT): 2,048 common words that differ in their
first four letters.
"""

from functools import cache
from pathlib import Path

BITS = 11  # of information in each word
COUNT = 6  # 66 bits are enough that nobody can find a matching certificate, and few enough to read aloud


def words_of(fingerprint: bytes) -> tuple[str, ...]:
    """Returns six words for a SHA-256 fingerprint."""
    number = int.from_bytes(fingerprint, "big") >> (len(fingerprint) * 8 - BITS * COUNT)
    return tuple(_words()[number >> BITS * place & (1 << BITS) - 1] for place in reversed(range(COUNT)))


@cache
def _words() -> tuple[str, ...]:
    return tuple((Path(__file__).parent / "english.txt").read_text("utf-8").split())
