"""Matches the people of an export with those of this office, and adds those whom nobody here is."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from chat_desktop.chat.core import actors, ids, names, policy
from chat_desktop.chat.core.confusables import Looks
from chat_desktop.chat.core.records import Actor
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.importing.records import Person
from chat_desktop.chat.office import languages
from chat_desktop.chat.users import users
from chat_desktop.errors import Invalid, NotFound
from chat_desktop.languages.sentences import sentence
from chat_desktop.storage.orm import models
from chat_desktop.storage.queries.exchange import importing as queries

How = Literal["id", "name", "new", "chosen"]
NOBODY = sentence("imported.person")
BOT = sentence("imported.bot")
TRIES = 100


class Match(NamedTuple):
    """Who a person of an export is here. A new person has no `user_id` yet."""

    user_id: str | None
    name: str
    how: How


def require_right(reading: Reading, session_id: str) -> Actor:
    """Returns the actor, who may import and export everything. Raises NotSignedIn, Forbidden."""
    actor = actors.find(reading, session_id)
    policy.exchange(actor)
    return actor


def match(
    reading: Reading, session_id: str, people: Sequence[Person], chosen: Mapping[str, str | None]
) -> dict[str, Match]:
    """Returns for each id of the export who that is here: the same id, as CHOSEN, or one of the same name.

    In CHOSEN, None makes a new person. Nobody here is taken for two people by their name.
    Raises NotSignedIn, Forbidden, NotFound.
    """
    require_right(reading, session_id)
    rows = reading.db.execute(queries.PEOPLE, ()).fetchall()
    by_id = {user_id: name for user_id, name, _, _ in rows}
    by_key = {key: user_id for user_id, _, key, _ in rows}
    taken = {person.id for person in people} & by_id.keys()
    language = languages.of_office(reading)
    found: dict[str, Match] = {}
    for person in people:
        found[person.id] = one = _match(person, chosen, by_id, by_key, taken, language)
        if one.user_id is not None:
            taken.add(one.user_id)
    return found


def add(work: Work, session_id: str, people: Sequence[Person]) -> dict[str, str]:
    """Adds people who cannot sign in, and returns the new id of each. Raises NotSignedIn, Forbidden."""
    require_right(work, session_id)
    looks = users.looks_of_names(work)
    return {person.id: _add(work, looks, person) for person in people}


def names_here(reading: Reading, session_id: str) -> dict[str, str]:
    """Returns the names of all people by their ids. Raises NotSignedIn, Forbidden."""
    require_right(reading, session_id)
    return {user_id: name for user_id, name, _, _ in reading.db.execute(queries.PEOPLE, ()).fetchall()}


def _match(
    person: Person,
    chosen: Mapping[str, str | None],
    by_id: Mapping[str, str],
    by_key: Mapping[str, str],
    taken: set[str],
    language: str,
) -> Match:
    if person.id in chosen:
        user_id = chosen[person.id]
        if user_id is not None and user_id not in by_id:
            raise NotFound(users.NOBODY)
        if user_id is None:
            return Match(None, shown_name(person, language), "new")
        return Match(user_id, by_id[user_id], "chosen")
    if person.id in by_id:
        return Match(person.id, by_id[person.id], "id")
    for name in () if person.is_bot else person.names:
        user_id = by_key.get(names.key(name)) if name else None
        if user_id is not None and user_id not in taken:
            return Match(user_id, by_id[user_id], "name")
    return Match(None, shown_name(person, language), "new")


def shown_name(person: Person, language: str) -> str:
    """Returns a name that may be a person's here, as similar as possible to what they were called.

    Who had no such name gets one in the office's LANGUAGE."""
    for name in person.names:
        shown = "".join(each for each in name if each.isprintable() or each in names.JOINERS)
        try:
            return names.person(" ".join(shown.split())[: names.PERSON_MAX].strip())
        except Invalid:
            continue
    return (BOT if person.is_bot else NOBODY).in_language(language)


def _add(work: Work, looks: Looks, person: Person) -> str:
    known = work.session.get(models.User, person.id)
    if known is not None and known.inactive_as == "imported":  # by an import that was broken off
        return known.id
    name = _free_name(work, looks, shown_name(person, languages.of_office(work)))
    row = models.User(
        id=ids.short_id(work.random) if known else person.id,
        name=name,
        name_key=names.key(name),
        password_hash="",
        role="member",
        active=False,
        inactive_as="imported",
        created_at=work.now,
    )
    work.session.add(row)
    users.record_change(work, row)
    looks.add(row.id, name)
    return row.id


def _free_name(work: Work, looks: Looks, name: str) -> str:
    for number in range(1, TRIES):
        end = "" if number == 1 else f" {number}"
        wanted = name[: names.PERSON_MAX - len(end)] + end
        if not looks.is_taken(wanted):
            return wanted
    return f"{name[: names.PERSON_MAX - 13]} {ids.short_id(work.random)}"
