"""The tokens of the index besides words, and the parts of expressions of FTS5.

Every token is quoted, so that no text that somebody types is taken for an operator.
"""

from collections.abc import Iterable


def room(room_id: str) -> str:
    """The token of the messages of a room. Ids are any strings; hexadecimal digits are one token."""
    return f"r{room_id.encode().hex()}"


def sender(user_id: str) -> str:
    """The token of the messages of a person."""
    return f"u{user_id.encode().hex()}"


def feature(name: str) -> str:
    """The token of the messages that have this, such as a link."""
    return f"x{name}"


def file_type(value: str) -> str:
    """The token of the messages with a file of this type. An ending is any letters, as an id is."""
    return f"t{value.encode().hex()}"


def quoted(phrase: Iterable[str], is_prefix: bool = False) -> str:
    """Tokens that follow each other. The last one may go on."""
    text = " ".join(phrase).replace('"', '""')
    return f'"{text}" *' if is_prefix else f'"{text}"'


def any_of(expressions: Iterable[str]) -> str:
    """There must be one at least, as in the others."""
    return f"({' OR '.join(expressions)})"


def all_of(expressions: Iterable[str]) -> str:
    return f"({' AND '.join(expressions)})"


def in_text(expression: str) -> str:
    """Found in the words of a message."""
    return f"text : ({expression})"


def in_meta(expression: str) -> str:
    """Found among the tokens for its room, its sender and what it has."""
    return f"meta : ({expression})"
