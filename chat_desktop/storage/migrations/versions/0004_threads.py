"""Adds threads and what concerns a person: mentions, replies, reactions and threads that they follow."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("root_id", sa.String(), nullable=True))
    op.add_column("messages", sa.Column("thread", sa.String(), nullable=True))
    _create_activity()
    _find_roots()
    op.create_index(
        "ix_messages_root_id_seq", "messages", ["root_id", "seq"], sqlite_where=sa.text("root_id IS NOT NULL")
    )
    _summarize()
    _fill_activity()


def _create_activity() -> None:
    op.create_table(
        "activity",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('mention', 'reply', 'reaction', 'thread')", name=op.f("ck_activity_kind")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_activity_user_id")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_activity_room_id")),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_activity_actor_id")),
        sa.PrimaryKeyConstraint("user_id", "kind", "message_id", name=op.f("pk_activity")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_activity_user_id_at", "activity", ["user_id", "at"])
    op.create_index("ix_activity_message_id", "activity", ["message_id"], sqlite_where=sa.text("kind = 'thread'"))


def _find_roots() -> None:
    """Earlier replies belong to the message at the head of their chain. Deleted ones belong to no thread."""
    op.execute("CREATE TEMP TABLE chain (id TEXT PRIMARY KEY, root TEXT) WITHOUT ROWID")
    op.execute("CREATE INDEX replied ON messages (reply_to) WHERE reply_to IS NOT NULL")
    op.execute("""
        INSERT INTO chain WITH RECURSIVE c(id, root, deleted) AS (
            SELECT m.id, p.id, m.deleted FROM messages p JOIN messages m ON m.reply_to = p.id
            WHERE p.reply_to IS NULL OR p.deleted
            UNION ALL
            SELECT m.id, c.root, m.deleted FROM c JOIN messages m ON m.reply_to = c.id WHERE NOT c.deleted
        ) SELECT id, root FROM c WHERE NOT deleted
    """)
    op.execute(
        "UPDATE messages SET root_id = (SELECT root FROM chain WHERE chain.id = messages.id) WHERE reply_to IS NOT NULL"
    )
    op.execute("DROP INDEX replied")


def _summarize() -> None:
    op.execute("""
        UPDATE messages SET thread = (
            SELECT json_object('replies', count(*), 'last_at', max(r.created_at), 'user_ids',
                json(COALESCE((SELECT json_group_array(sender_id) FROM (SELECT sender_id, max(seq) FROM messages w
                WHERE w.root_id = messages.id GROUP BY sender_id ORDER BY max(seq) DESC LIMIT 3)), '[]')),
                'author_id', messages.sender_id)
            FROM messages r WHERE r.root_id = messages.id
        ) WHERE id IN (SELECT DISTINCT root FROM chain)
    """)
    op.execute("DROP TABLE chain")


# Whoever wrote in a thread follows it, and so does who began it.
THREAD_ROWS = (
    "SELECT r.sender_id, 'thread', m.id, m.room_id, r.sender_id, max(r.created_at) ",
    "SELECT m.sender_id, 'thread', m.id, m.room_id, r.sender_id, max(r.created_at) ",
)
INTO = "INSERT OR IGNORE INTO activity (user_id, kind, message_id, room_id, actor_id, at) "


def _fill_activity() -> None:
    op.execute(
        INTO + "SELECT x.user_id, 'mention', m.id, m.room_id, m.sender_id, m.created_at "
        "FROM mentions x JOIN messages m ON m.room_id = x.room_id AND m.seq = x.seq"
    )
    op.execute(
        INTO + "SELECT p.sender_id, 'reply', m.id, m.room_id, m.sender_id, m.created_at FROM messages m "
        "JOIN messages p ON p.id = m.reply_to WHERE m.root_id IS NOT NULL AND p.sender_id != m.sender_id"
    )
    for columns in THREAD_ROWS:
        op.execute(INTO + columns + "FROM messages r JOIN messages m ON m.id = r.root_id GROUP BY 1, m.id")
