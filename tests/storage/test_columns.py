"""Records, lists of columns and fixed SQL are held equal to the tables: a column that is added asks for a decision."""

import importlib
import pkgutil
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from chat_desktop.chat.core import records
from chat_desktop.storage import models, queries
from chat_desktop.storage.database import FILE_NAME
from chat_desktop.storage.queries import messages as message_queries
from chat_desktop.storage.queries import users as user_queries
from chat_desktop.storage.search_index import database_queries
from tests.support.parts.rules_office import RulesOffice

# Record -> its table; what the record has besides its columns; columns that it does not tell, each for a reason.
RECORDS: dict[type, tuple[Any, set[str], set[str]]] = {
    records.Message: (models.Message, set(), {"n"}),
    records.LastMessage: (
        models.Message,
        {"files"},
        {"n", "id", "room_id", "rev", "client_id", "edited_at", "reply_to", "mentions", "reactions", "content"}
        | {"root_id", "thread", "pinned"},
    ),
    records.User: (
        models.User,
        {"has_password"},
        {"name_key", "password_hash", "created_at", "invite_id"} | {"availability_ends", "time_zone"},
    ),
    records.Room: (
        models.Room,
        {"read_seq", "involvement", "unread_mentions", "user_ids", "last_message", "archived", "line"},
        {"name_key", "direct_key", "creator_id", "created_at", "description", "archived_at", "deleted_at"}
        | {"pinned_line"},
    ),
    records.Member: (models.Membership, set(), {"room_id", "created_at"}),
    records.Office: (
        models.Office,
        {"has_owner", "has_cards"},
        {"row", "port", "created_at", "identity_seed", "identity_key", "secure_since", "link_hosts"}
        | {"file_rule", "retention", "term", "members_export"},
    ),
    records.Invite: (models.Invite, {"room_ids"}, {"creator_id", "revoked_at"}),
    records.Device: (models.Session, {"current"}, {"token_hash", "user_id", "ended_at"}),
    records.AuditEntry: (models.Audit, set(), set()),
}
SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b.*\b(FROM|INTO|SET)\b", re.DOTALL)


def columns(model: Any) -> list[str]:
    return [column.name for column in model.__table__.columns]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_a_record_has_every_column_that_is_not_kept_back(record: Any) -> None:
    model, computed, kept_back = RECORDS[record]
    fields = set(record.__struct_fields__)
    assert fields >= computed
    assert (fields - computed) | kept_back == set(columns(model))
    assert not fields & kept_back


def test_a_message_is_read_in_the_order_of_its_record() -> None:
    """`Message(*row)` goes by position."""
    assert tuple(message_queries.COLUMNS.split(", ")) == records.Message.__struct_fields__


def test_what_a_message_changes_and_what_it_keeps_are_all_of_it() -> None:
    changed = set(re.findall(r"(\w+) = \?", message_queries.REWRITE.partition("WHERE")[0]))
    kept = {"id", "room_id", "seq", "client_id", "sender_id", "created_at", "reply_to"}
    assert changed | kept == set(records.Message.__struct_fields__)


def test_a_person_is_read_in_the_order_of_the_record() -> None:
    read = [column.removeprefix("u.") for column in user_queries.COLUMNS.split(", ")]
    assert read == [field for field in records.User.__struct_fields__ if field != "has_password"]


def fixed_sql() -> Iterator[tuple[str, str]]:
    """(module, statement): the constants of the package, which holds every fixed statement that the rules run."""
    modules = [
        importlib.import_module(f"{queries.__name__}.{module.name}")
        for module in pkgutil.iter_modules(queries.__path__)
    ]
    for module in [*modules, database_queries]:
        name = module.__name__.rpartition(".")[2]
        yield from ((name, text) for text in vars(module).values() if isinstance(text, str) and SQL.match(text))


def explain(database: sqlite3.Connection, statement: str) -> None:
    """SQLite looks every table and column up. How many values are asked for it says itself."""
    try:
        database.execute(f"EXPLAIN {statement}")
    except sqlite3.ProgrammingError as problem:
        asked = re.findall(r"uses (\d+)", str(problem))
        database.execute(f"EXPLAIN {statement}", (None,) * int(asked[0]))


def test_every_fixed_statement_fits_the_tables(office: RulesOffice) -> None:
    statements = list(fixed_sql())
    assert len(statements) > 40
    assert ("messages", message_queries.INSERT) in statements
    with closing(sqlite3.connect(office.database.path.with_name(FILE_NAME))) as database:
        for module, statement in statements:
            try:
                explain(database, statement)
            except sqlite3.Error as problem:
                pytest.fail(f"{module}: {problem}: {statement}")
