"""How SQLite says that a disk is full."""

import sqlite3

# For a full disk, and for shared memory that cannot grow because of it.
NO_SPACE = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE)
