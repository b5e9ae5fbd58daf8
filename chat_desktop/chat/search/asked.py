"""Makes what a search asks for (`Wanted`) of a query and of the parameters beside it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo

from chat_desktop.chat.core.records import Actor
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.search import days, names, query, terms
from chat_desktop.chat.search.query import Filter, Query
from chat_desktop.errors import Invalid, NotFound
from chat_desktop.search_text import file_types
from chat_desktop.search_text.wanted import HAS, Term, Wanted
from chat_desktop.storage.queries import memberships as membership_queries

MOST_CHARACTERS = 1_000  # of a query
MOST_TERMS, MOST_TOKENS = 20, 200
IS = ("pinned", "saved", "unread")
NOTHING = "type_word_search_for"


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it arrives. What is None does not restrict it; the moments are in ms."""

    typed: str
    room_id: str | None = None
    sender_id: str | None = None
    since_ms: int | None = None
    until_ms: int | None = None
    has: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    zone: tzinfo = UTC


def interpret(reading: Reading, actor: Actor, asked: Asked) -> Wanted | None:
    """Returns what is wanted, or None if no message can be meant. Raises NotFound, Invalid."""
    if len(asked.typed) > MOST_CHARACTERS:
        raise Invalid("q", "search_most_characters", {"n": MOST_CHARACTERS})
    parsed = query.parse(asked.typed)
    wanted = replace(_beside(reading, actor, asked), terms=_terms(parsed))
    if not wanted.terms and not parsed.filters and not _has_more(asked):
        raise Invalid("q", NOTHING)
    return _filtered(reading, actor, asked.zone, wanted, parsed.filters)


def _beside(reading: Reading, actor: Actor, asked: Asked) -> Wanted:
    """What the parameters beside the query ask for."""
    if unknown := asked.has - set(HAS):
        raise Invalid("has", "no_such_search_value", {"value": min(unknown)[:40], "possible": ", ".join(HAS)})
    room_ids = _own_rooms(reading, actor)
    if asked.room_id is not None:
        if asked.room_id not in room_ids:
            raise NotFound
        room_ids = frozenset({asked.room_id})
    return Wanted(
        room_ids,
        sender_ids=frozenset() if asked.sender_id is None else frozenset({asked.sender_id}),
        has=asked.has,
        types=_one_of_types(asked.types, "type"),
        since_ms=asked.since_ms,
        until_ms=asked.until_ms,
    )


def _own_rooms(reading: Reading, actor: Actor) -> frozenset[str]:
    """The rooms that the actor is in now: nobody is in a deleted room, and an archived one is read as before."""
    row = reading.db.execute(membership_queries.ROOM_IDS, (actor.user_id,)).fetchone()
    return frozenset((row[0] or "").split())


def _has_more(asked: Asked) -> bool:
    times = (asked.since_ms, asked.until_ms)
    return asked.sender_id is not None or times != (None, None) or bool(asked.has or asked.types)


def _terms(parsed: Query) -> tuple[Term, ...]:
    found = tuple(dict.fromkeys(term for text in parsed.texts if (term := terms.make(text)) is not None))
    if len(found) > MOST_TERMS or sum(len(term.alternatives[0].tokens) for term in found) > MOST_TOKENS:
        raise Invalid("q", "search_for_most_words_time", {"n": MOST_TERMS})
    return found


def _filtered(
    reading: Reading, actor: Actor, zone: tzinfo, wanted: Wanted, filters: tuple[Filter, ...]
) -> Wanted | None:
    """WANTED with the filters of the query. Of several names or types one must be true, of all else everything."""
    for one in (each for each in filters if each.name in ("before", "after", "on")):
        wanted = _in_time(wanted, one, *days.span(one.value, zone, reading.now))
    for one in (each for each in filters if each.name in ("has", "is")):
        wanted = _with_property(wanted, one)
    wanted = _with_types(wanted, [each for each in filters if each.name == "type"])
    rooms, no_rooms = _ids(reading, actor, filters, "in")
    senders, no_senders = _ids(reading, actor, filters, "from")
    room_ids = (wanted.room_ids if rooms is None else wanted.room_ids & rooms) - no_rooms
    if senders is not None:
        senders = (senders & wanted.sender_ids if wanted.sender_ids else senders) - no_senders
    if not room_ids or (senders is not None and not senders) or _is_empty_time(wanted):
        return None
    wanted = replace(wanted, room_ids=room_ids, sender_ids=senders or wanted.sender_ids)
    return replace(wanted, excluded_sender_ids=no_senders)


def _ids(
    reading: Reading, actor: Actor, filters: tuple[Filter, ...], name: str
) -> tuple[frozenset[str] | None, frozenset[str]]:
    """The rooms or people that are wanted, None without such a filter, and those that are excluded."""
    find = names.rooms if name == "in" else names.people
    mine = [(find(reading, actor, each.value), each.is_excluded) for each in filters if each.name == name]
    wanted = [ids for ids, is_excluded in mine if not is_excluded]
    excluded = [ids for ids, is_excluded in mine if is_excluded]
    return frozenset().union(*wanted) if wanted else None, frozenset().union(*excluded)


def _in_time(wanted: Wanted, one: Filter, first: int, after: int) -> Wanted:
    since = {"before": None, "after": after, "on": first}[one.name]
    until = {"before": first, "after": None, "on": after}[one.name]
    return replace(
        wanted,
        since_ms=max((each for each in (wanted.since_ms, since) if each is not None), default=None),
        until_ms=min((each for each in (wanted.until_ms, until) if each is not None), default=None),
    )


def _is_empty_time(wanted: Wanted) -> bool:
    return wanted.since_ms is not None and wanted.until_ms is not None and wanted.since_ms >= wanted.until_ms


def _with_property(wanted: Wanted, one: Filter) -> Wanted:
    value = one.value.lower()
    possible = HAS if one.name == "has" else IS
    if value not in possible:
        raise Invalid("q", "no_such_search_value", {"value": one.value[:40], "possible": ", ".join(possible)})
    if one.name == "is":
        return replace(
            wanted,
            is_pinned=wanted.is_pinned or value == "pinned",
            is_saved=wanted.is_saved or value == "saved",
            is_unread=wanted.is_unread or value == "unread",
        )
    if one.is_excluded:
        return replace(wanted, excluded_has=wanted.excluded_has | {value})
    return replace(wanted, has=wanted.has | {value})


def _with_types(wanted: Wanted, filters: list[Filter]) -> Wanted:
    kept = _one_of_types([each.value for each in filters if not each.is_excluded], "q")
    excluded = frozenset(_type(each.value, "q") for each in filters if each.is_excluded)
    return replace(wanted, types=wanted.types + kept, excluded_types=excluded)


def _one_of_types(typed: Collection[str], field: str) -> tuple[frozenset[str], ...]:
    if len(typed) > MOST_TERMS:
        raise Invalid(field, "search_for_most_types_time", {"n": MOST_TERMS})
    return (frozenset(_type(each, field) for each in typed),) if typed else ()


def _type(typed: str, field: str) -> str:
    found = file_types.asked(typed)
    if not found:
        raise Invalid(field, "no_type_file_write_one", {"typed": typed[:40]})
    return found
