"""Runs rules while the host starts, before anybody is served."""

from collections.abc import Callable
from typing import TypeVar

from chat_desktop.chat.core.work import Work
from chat_desktop.errors import StartError
from chat_desktop.languages.system_words import system_words
from chat_desktop.runtime.assembly import make_work
from chat_desktop.storage import sqlite_errors
from chat_desktop.storage.connection import transaction
from chat_desktop.storage.database import Database
from chat_desktop.storage.writer import BEGIN

T = TypeVar("T")


def run(database: Database, rule: Callable[[Work], T]) -> T:
    """Runs a rule in a transaction of its own. Raises StartError when the database cannot be read."""
    try:
        with database.connect() as connection, transaction(connection, BEGIN):
            work = make_work(connection)
            result = rule(work)
            work.finish()
            return result
    except Exception as problem:
        if not sqlite_errors.is_of_database(problem):
            raise
        raise StartError("database_unreadable", {"file": database.path, "why": system_words(problem)}) from problem
