"""Adds the language of the office. An office that is there already takes the one that its owner has chosen, if any."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

OF_OWNER = """
UPDATE office SET language = (
    SELECT json_extract(p.settings, '$.language') FROM preferences p JOIN users u ON u.id = p.user_id
    WHERE u.role = 'owner' AND json_valid(p.settings)
)
"""


def upgrade() -> None:
    op.add_column("office", sa.Column("language", sa.String(), nullable=True))
    op.execute(OF_OWNER)
