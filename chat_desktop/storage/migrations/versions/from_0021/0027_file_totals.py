"""Adds what the files of each person take, and an index of uploads that have not ended."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

COUNT = """
INSERT INTO file_totals (owner_id, files, bytes)
SELECT a.owner_id, count(*), sum(b.size + coalesce(p.size, 0))
FROM attachments a JOIN blobs b ON b.hash = a.hash LEFT JOIN blobs p ON p.hash = a.poster GROUP BY a.owner_id
"""


def upgrade() -> None:
    op.create_table(
        "file_totals",
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_file_totals_owner_id")),
        sa.PrimaryKeyConstraint("owner_id", name=op.f("pk_file_totals")),
        sqlite_with_rowid=False,
    )
    op.execute(COUNT)
    unfinished = sa.text("attachment_id IS NULL")
    columns = ["owner_id", "expires_at", "size"]
    op.create_index("ix_uploads_unfinished", "uploads", columns, unique=False, sqlite_where=unfinished)
    op.drop_index("ix_uploads_owner_id", table_name="uploads")
