"""The office itself: created at the first start, owned after the set-up."""

from chat_desktop.chat.core import actors, audit_log, ids, names, policy
from chat_desktop.chat.core.events import OfficeChanged
from chat_desktop.chat.core.records import Office
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.languages.sentences import sentence
from chat_desktop.storage.orm import models
from chat_desktop.storage.queries import office as office_queries

DEFAULT_NAME = sentence("office.default_name")


def ensure(work: Work, suggested_name: str | None) -> Office:
    """Returns the office, and creates it at the first start."""
    if _row(work) is None:
        name = names.office(suggested_name or DEFAULT_NAME.in_language_of_system())
        code = ids.secret(work.random)
        work.session.add(
            models.Office(row=1, id=ids.short_id(work.random), name=name, join_code=code, created_at=work.now)
        )
        work.session.flush()
    return get(work)


def get(reading: Reading) -> Office:
    """Returns the office as the database has it, so changes of the ORM have to be flushed before.

    It is fixed SQL, because every welcome needs it.
    """
    row = reading.db.execute(office_queries.GET).fetchone()
    id_, name, join_code, users_rev, has_owner, ways, pin, has_cards, language = row
    methods = tuple(ways.split(",")) if ways else ()
    return Office(id_, name, join_code, users_rev, bool(has_owner), methods, pin, bool(has_cards), language)


def try_write(work: Work) -> None:
    """Writes without changing anything, to test whether the disk accepts writes."""
    work.db.execute(office_queries.REWRITE_NAME)


try_write.changes_nothing = True  # type: ignore[attr-defined]


def rename(work: Work, session_id: str, name: str) -> Office:
    """Renames the office. Raises NotSignedIn, Forbidden, Invalid."""
    actor = actors.find(work, session_id)
    policy.rename_office(actor)
    row = work.session.get_one(models.Office, 1)
    before, row.name = row.name, names.office(name, field="name")
    if row.name != before:
        audit_log.record(work, actor.user_id, "office_renamed", None, **{"from": before, "to": row.name})
    work.session.flush()
    office = get(work)
    work.record(OfficeChanged(office))
    return office


def port(reading: Reading) -> int | None:
    """Returns the port of the last start. It is used again, because links and installed pages contain it."""
    row = _row(reading)
    assert row is not None
    return row[0]


def _row(reading: Reading) -> tuple[int | None] | None:
    # Fixed SQL: the ORM takes 10 ms to get ready, and no start should wait for that.
    found: tuple[int | None] | None = reading.db.execute(office_queries.PORT).fetchone()
    return found


def remember_port(work: Work, number: int) -> None:
    """Stores the port of this start."""
    work.db.execute(office_queries.SET_PORT, (number,))


def next_users_rev(work: Work) -> int:
    """Increments the revision of the list of people, and returns it."""
    return int(work.db.execute(office_queries.NEXT_USERS_REV).fetchone()[0])
