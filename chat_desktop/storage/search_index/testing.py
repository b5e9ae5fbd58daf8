"""Decides of one message whether it is wanted, from itself: as the index would, had it been asked."""

from chat_desktop.search_text import features, matching
from chat_desktop.search_text.features import Carried
from chat_desktop.search_text.wanted import Wanted, Within
from chat_desktop.storage.search_index.source import Row


def is_wanted(row: Row, wanted: Wanted, within: Within) -> bool:
    """Returns whether the words and filters are true of a message, but for those of which the index knows nothing."""
    if row.body is None or row.room_id not in wanted.room_ids or not _is_from(row.sender_id, wanted):
        return False
    carried = features.read(row.content)
    return _has(row.body, carried, wanted) and matching.matches((row.body, *carried.names), wanted.terms, within)


def _is_from(sender_id: str, wanted: Wanted) -> bool:
    is_meant = not wanted.sender_ids or sender_id in wanted.sender_ids
    return is_meant and sender_id not in wanted.excluded_sender_ids


def _has(body: str, carried: Carried, wanted: Wanted) -> bool:
    if not all(types & carried.types for types in wanted.types) or carried.types & wanted.excluded_types:
        return False
    if not wanted.has and not wanted.excluded_has:
        return True
    has = features.features(body, carried)
    return wanted.has <= has and not has & wanted.excluded_has
