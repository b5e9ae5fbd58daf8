"""Reads one line of text: code, links, names, and then the marks of bold, italic and struck text."""

import re

from msgspec import Struct

from chat_desktop.chat.formatting.characters import ATOM, WHITESPACE, after, before
from chat_desktop.chat.formatting.code_spans import code_spans
from chat_desktop.chat.formatting.emphasis import Token, emphasised, mark_tokens
from chat_desktop.chat.formatting.links import Found, link_at, mail_at, target_at, www_at
from chat_desktop.chat.formatting.names import MAX_LOOKUPS, NameTable, may_name, name_at
from chat_desktop.chat.formatting.tree import Span

_INTERESTING = re.compile("[`*_~@\uff20#\uff03[\\]:wW]")
# The marks that have no part in where a name or an address begins are left out.
_INTERESTING_FOR_NAMES = re.compile("[`_@\uff20#\uff03[\\]:wW]")
_MARKS = re.compile(r"[*_~]+")
_CODE_MARKS = re.compile("`+")


class Names(Struct):
    """The names that a text may hold, and how many places are left in which they are looked for.

    `only`: only the names and links are wanted. Then no marks are paired, which takes most of the time of reading a
    long text.
    """

    people: NameTable | None = None
    rooms: NameTable | None = None
    left: int = MAX_LOOKUPS
    only: bool = False


def read_line(line: str, names: Names) -> list[str | Span]:
    """Reads a line, in one pass from left to right."""
    return _Reader(line, names).read()


class _Reader:
    def __init__(self, line: str, names: Names) -> None:
        self._line = line
        self._names = names
        self._spans = code_spans(line) if "`" in line else {}
        self._done = 0  # up to here the line has become tokens
        self._tokens: list[Token] = []
        self._brackets: list[int] = []  # where brackets are open, as tokens

    def read(self) -> list[str | Span]:
        interesting = _INTERESTING_FOR_NAMES if self._names.only else _INTERESTING
        found = interesting.search(self._line)
        while found:
            self._look(found.start())
            found = interesting.search(self._line, max(found.end(), self._done))
        self._text(len(self._line))
        return self._emphasised(self._tokens)

    def _emphasised(self, tokens: list[Token]) -> list[str | Span]:
        if self._names.only:
            return [token.span or token.text for token in tokens]
        return emphasised(tokens)

    def _look(self, at: int) -> None:
        """Reads what begins at a place, or leaves it as text."""
        sign = self._line[at]
        if sign == "`":
            self._code(at)
        elif sign in "*_~":
            self._marks(at)
        elif sign == "[":
            self._bracket(at)
        elif sign == "]":
            self._link(at)
        elif sign in "#\uff03":
            self._name(at, self._names.rooms)
        else:
            self._address_or_name(at, sign)

    def _address_or_name(self, at: int, sign: str) -> None:
        if sign == ":":
            self._address(link_at(self._line, at, self._done))
        elif sign in "wW":
            self._address(www_at(self._line, at))
        elif not self._address(mail_at(self._line, at, self._done)):
            self._name(at, self._names.people)

    def _text(self, end: int) -> None:
        """Keeps the text up to a place as it was typed."""
        if end > self._done:
            self._tokens.append(Token(self._line[self._done : end]))
            self._done = end

    def _atom(self, start: int, end: int, span: Span) -> None:
        self._text(start)
        self._tokens.append(Token(self._line[start:end], span))
        self._done = end

    def _code(self, at: int) -> None:
        if span := self._spans.get(at):
            self._atom(at, span[0], Span("code", text=span[1]))
        elif run := _CODE_MARKS.match(self._line, at):
            self._text(run.end())

    def _marks(self, at: int) -> None:
        run = _MARKS.match(self._line, at)
        if run is None:
            return
        if self._names.only:
            self._text(run.end())
            return
        is_after_atom = self._done == at and self._tokens and self._tokens[-1].span
        self._text(at)
        left = ATOM if is_after_atom else before(self._line, at)
        self._tokens += mark_tokens(run[0], left, after(self._line, run.end()))
        self._done = run.end()

    def _bracket(self, at: int) -> None:
        self._text(at)
        self._brackets.append(len(self._tokens))
        self._text(at + 1)

    def _link(self, at: int) -> None:
        """Ends the words of a link, if an address follows."""
        if not self._brackets:
            return
        start = self._brackets.pop()
        target = target_at(self._line, at + 2) if self._line[at + 1 : at + 2] == "(" else None
        if target is None:
            return
        self._text(at)
        words = self._tokens[start + 1 :]
        if not any(token.text.strip(WHITESPACE) for token in words):
            return
        end, href = target
        raw = f"[{''.join(token.text for token in words)}{self._line[at:end]}"
        children = self._emphasised([_plain(token) for token in words])
        self._tokens[start:] = [Token(raw, Span("link", children, href=href, raw=raw))]
        self._done = end

    def _address(self, found: Found | None) -> bool:
        if found is None or found[0] < self._done:
            return False
        start, end, href = found
        raw = self._line[start:end]
        self._atom(start, end, Span("link", [raw], href=href, raw=raw))
        return True

    def _name(self, at: int, table: NameTable | None) -> None:
        if table is None or self._names.left == 0 or not may_name(self._line, at):
            return
        self._names.left -= 1
        if found := name_at(table, self._line, at + 1):
            end, value = found
            span = Span("mention" if table is self._names.people else "room", value=value)
            span.text = self._line[at:end]
            self._atom(at, end, span)


def _plain(token: Token) -> Token:
    """In the words of a link there is no other link, and nobody is mentioned."""
    if token.span is None or token.span.type == "code":
        return token
    return Token(token.text)
