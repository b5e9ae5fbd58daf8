"""Converts fingerprints to a few numbers, which two people can compare by reading them aloud.

Numbers are the same in every language of the page, and the two screens need not have the same one. Signal's safety
numbers are digits in groups for the same reason.
"""

COUNT = 6
DIGITS = 4  # 24 in all: 79 bits are enough that nobody can find a matching certificate


def numbers_of(fingerprint: bytes) -> tuple[str, ...]:
    """Returns six numbers of four digits for a SHA-256 fingerprint."""
    digits = f"{int.from_bytes(fingerprint, 'big') % 10 ** (COUNT * DIGITS):0{COUNT * DIGITS}}"
    return tuple(digits[start : start + DIGITS] for start in range(0, len(digits), DIGITS))
