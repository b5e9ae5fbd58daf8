"""${message}

A batch operation copies the table. Say again in it what Alembic does not read from SQLite: CHECK constraints, and
`table_kwargs={"sqlite_with_rowid": False}`. tests/storage compares the outcome with the models.
"""

from alembic import op
import sqlalchemy as sa
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
