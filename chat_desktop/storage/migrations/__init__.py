"""Alembic's migrations. Alembic itself is imported only when one is due: it would cost every start 0.2 s."""

from pathlib import Path

import sqlalchemy

# The newest migration; a test keeps it equal to what Alembic finds.
HEAD = "0002"


def known() -> set[str]:
    """Every migration that this version carries, by its number."""
    return {path.name.split("_")[0] for path in (Path(__file__).parent / "versions").glob("[0-9]*_*.py*")}


def upgrade(engine: sqlalchemy.Engine, revision: str = "head") -> None:
    """Brings the database to REVISION in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
