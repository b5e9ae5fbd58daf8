"""Runs rules while the host starts, before anybody is served."""

from collections.abc import Callable
from typing import TypeVar

import sqlalchemy.exc

from chat_desktop.chat.core.work import Work
from chat_desktop.errors import StartError
from chat_desktop.languages.system_words import system_words
from chat_desktop.runtime.assembly import make_work
from chat_desktop.storage.database import Database

T = TypeVar("T")


def run(database: Database, rule: Callable[[Work], T]) -> T:
    """Runs a rule in a transaction of its own. Raises StartError when the database cannot be read."""
    try:
        with database.engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection, connection.begin():
            work = make_work(connection)
            result = rule(work)
            work.finish()
            return result
    except sqlalchemy.exc.DatabaseError as problem:
        raise StartError("database_unreadable", {"file": database.path, "why": system_words(problem)}) from problem
