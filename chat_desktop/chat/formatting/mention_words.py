"""The words after an `@` that mention a whole room."""

from chat_desktop.chat.formatting.names import name_at, name_table

EVERYONE, HERE = "@everyone", "@here"
WORDS = (EVERYONE, HERE)
NAMES = (("everyone", EVERYONE), ("here", HERE))

_TABLE = name_table(NAMES)


def begins(text: str) -> bool:
    """Returns whether one of the words stands first in TEXT."""
    return name_at(_TABLE, text, 0) is not None
