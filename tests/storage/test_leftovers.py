"""A database that is lost is told, and a first start is none."""

from pathlib import Path

import pytest

from chat_desktop.errors import StartError
from chat_desktop.storage import leftovers
from chat_desktop.storage.database import Database

EMPTY = "is empty, but the folder holds other files of an office"
MISSING = "is missing, but the folder holds other files of an office"


def put(data: Path, *names: str) -> Path:
    for name in names:
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_bytes(b"x" if name not in ("chat.db", "host.lock") else b"")
    return data


def without_tables(data: Path) -> None:
    """As it is between its making and the first migration."""
    database = Database(data)
    database.connect().close()
    assert (data / "chat.db").stat().st_size > 0


@pytest.mark.parametrize(
    "names",
    [
        (),
        ("chat.db",),  # made by hand
        ("host.lock",),  # of a start that was ended at once
        ("host.json", "logs/chat-desktop.log", "config.toml", "tls/cookies.key", "window.json"),
    ],
)
def test_a_new_folder_and_one_in_which_no_office_was_made_are_fine(tmp_path: Path, names: tuple[str, ...]) -> None:
    put(tmp_path, *names)
    leftovers.check(tmp_path, leftovers.seen(tmp_path))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("chat.db", "host.lock"), EMPTY),
        (("chat.db", "chat.db-wal"), EMPTY),
        (("chat.db-wal",), MISSING),
        (("chat.db.before-0002",), MISSING),
        (("tls/authority.pem", "host.lock"), MISSING),
    ],
)
def test_a_database_that_was_lost_is_told_with_what_is_left(tmp_path: Path, names: tuple[str, ...], said: str) -> None:
    put(tmp_path, *names)
    with pytest.raises(StartError, match=said) as refused:
        leftovers.check(tmp_path, leftovers.seen(tmp_path))
    assert all(name in str(refused.value) for name in names)


def test_a_database_without_tables_is_a_first_start_that_was_ended_unless_more_is_left(tmp_path: Path) -> None:
    without_tables(tmp_path)
    put(tmp_path, "host.lock")
    leftovers.check(tmp_path, leftovers.seen(tmp_path))
    put(tmp_path, "tls/authority.pem")
    with pytest.raises(StartError, match="tls/authority"):
        leftovers.check(tmp_path, leftovers.seen(tmp_path))


def test_a_database_that_cannot_be_read_is_left_to_who_opens_it(tmp_path: Path) -> None:
    (tmp_path / "chat.db").write_bytes(b"no database at all")
    put(tmp_path, "tls/authority.pem")
    leftovers.check(tmp_path, leftovers.seen(tmp_path))
