"""Reads JSON in pieces of bounded size: lines, and the elements of an array, however large their file is."""

import codecs
import json
from collections.abc import Iterator
from typing import IO, Any

from chat_desktop.operations.exchange.refused import ExchangeRefused

MOST_LINE_BYTES = 4 << 20
MOST_ELEMENT_CHARACTERS = 4 << 20
BLOCK_BYTES = 1 << 16
SPACE = " \t\r\n"


def lines(file: IO[bytes], what: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yields the objects of a file of JSON lines with their numbers, from 1. Raises ExchangeRefused."""
    number = 0
    while line := file.readline(MOST_LINE_BYTES + 1):
        number += 1
        if len(line) > MOST_LINE_BYTES:
            raise ExchangeRefused("exchange_line_too_long", {"where": f"{what}:{number}", "n": MOST_LINE_BYTES >> 20})
        if line.strip():
            yield number, _object(line, f"{what}:{number}")


def elements(file: IO[bytes], what: str) -> Iterator[dict[str, Any]]:
    """Yields the objects of a file with one JSON array. Raises ExchangeRefused."""
    text = _Text(file, what)
    if text.next_character() != "[":
        raise ExchangeRefused("exchange_not_list", {"where": what})
    is_first = True
    while True:
        mark = text.next_character()
        if mark == "]":
            return
        if not is_first and mark != ",":
            raise ExchangeRefused("exchange_not_json", {"where": what})
        element = text.value("" if mark == "," else mark)
        if isinstance(element, dict):
            yield element
        is_first = False


def first_object(file: IO[bytes]) -> Any:
    """Returns the object of the first line, or None when the file does not begin with one."""
    line = file.readline(MOST_LINE_BYTES + 1)
    try:
        return json.loads(line) if len(line) <= MOST_LINE_BYTES else None
    except (ValueError, RecursionError):
        return None


def _object(line: bytes, what: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise ExchangeRefused("exchange_not_json", {"where": what}) from None
    if not isinstance(found, dict):
        raise ExchangeRefused("exchange_not_object", {"where": what})
    return found


class _Text:
    """The text of a file, of which at most one element and a block are in memory."""

    def __init__(self, file: IO[bytes], what: str) -> None:
        self._file, self._what = file, what
        self._decode = codecs.getincrementaldecoder("utf-8-sig")(errors="replace").decode
        self._held, self._is_over = "", False
        self._decoder = json.JSONDecoder()

    def next_character(self) -> str:
        """Takes the next character that is no space; "" at the end."""
        while not (found := self._held.lstrip(SPACE)) and not self._is_over:
            self._held = ""
            self._more()
        self._held = found[1:]
        return found[:1]

    def value(self, begun: str) -> Any:
        """Takes a whole value, of which BEGUN was taken already. Raises ExchangeRefused."""
        self._held = begun + self._held
        while True:
            try:
                found, end = self._decoder.raw_decode(self._held.lstrip(SPACE))
                break
            except RecursionError:
                raise ExchangeRefused("exchange_too_deep", {"where": self._what}) from None
            except ValueError:
                if self._is_over:
                    raise ExchangeRefused("exchange_not_json", {"where": self._what}) from None
            if len(self._held) > MOST_ELEMENT_CHARACTERS:
                most = MOST_ELEMENT_CHARACTERS >> 20
                raise ExchangeRefused("exchange_element_too_long", {"where": self._what, "n": most})
            # As much again as there is: trying at each block would take a square of the time.
            self._more(max(BLOCK_BYTES, len(self._held)))
        self._held = self._held.lstrip(SPACE)[end:]
        return found

    def _more(self, size: int = BLOCK_BYTES) -> None:
        block = self._file.read(size)
        self._held += self._decode(block, not block)
        self._is_over = not block
