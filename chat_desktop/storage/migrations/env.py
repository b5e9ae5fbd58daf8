"""Runs the migrations on the connection that `upgrade` passes. Alembic executes this file."""

from alembic import context

from chat_desktop.storage.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite cannot alter a column; Alembic copies the table instead
)
context.run_migrations()
