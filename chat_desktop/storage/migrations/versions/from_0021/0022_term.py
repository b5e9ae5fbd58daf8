"""Adds the term of the office, which tells several copies of it apart."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A restore gives a term to an older database already (storage/snapshot.py).
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("office")}
    if "term" not in there:
        op.add_column("office", sa.Column("term", sa.Integer(), nullable=False, server_default="1"))
