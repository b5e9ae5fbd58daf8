"""What a search asks for, without SQL. chat/search makes it of a query, storage/search_index looks it up."""

from dataclasses import dataclass
from enum import Enum

HAS = ("link", "file", "image", "video", "voice", "poll")


class Within(Enum):
    """Where in the words of a message the words of a search may stand."""

    WORDS = "w"  # whole words and beginnings of words
    ANYWHERE = "a"  # these, and the middle of words
    MIDDLE = "m"  # what ANYWHERE finds and WORDS does not
    PARTS = "p"  # what MIDDLE finds, and some of what WORDS finds: it takes less time than either of the two before


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens of `folding.index_text` that follow each other. The last one may be the beginning of a longer one."""

    tokens: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One of the alternatives must be in the message, or none of them may be in an excluded term.

    `fragment` are 3 to 40 folded letters that may also stand in the middle of a word, None where that is not wanted.
    """

    alternatives: tuple[Phrase, ...]
    is_excluded: bool = False
    fragment: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """All of it must be true of a message. An empty set of senders means everybody.

    `room_ids` are rooms that the person may read. `is_*` filters are tested where the messages are read, and not by
    the index.
    """

    room_ids: frozenset[str]
    terms: tuple[Term, ...] = ()
    sender_ids: frozenset[str] = frozenset()
    excluded_sender_ids: frozenset[str] = frozenset()
    has: frozenset[str] = frozenset()  # of HAS
    excluded_has: frozenset[str] = frozenset()
    types: tuple[frozenset[str], ...] = ()  # of files, as `file_types` writes them: one of each set must be there
    excluded_types: frozenset[str] = frozenset()
    since_ms: int | None = None  # the first moment
    until_ms: int | None = None  # the moment after the last
    is_pinned: bool = False
    is_saved: bool = False
    is_unread: bool = False
