"""Tells a cache in memory which rows of `rooms` a connection has changed, whichever statement changed them."""

import sqlite3
from collections.abc import Callable

from chat_desktop.storage.db_protocol import Db

TRIGGER = "CREATE TEMP TRIGGER forget_room AFTER UPDATE ON rooms BEGIN SELECT forget_room(OLD.id); END"


def call_after_update(db: Db, function: Callable[[str], None]) -> None:
    """Calls FUNCTION with a room's id after each update of its row by this connection, until the connection closes."""
    assert isinstance(db, sqlite3.Connection)
    db.create_function("forget_room", 1, function)
    db.execute(TRIGGER)
