"""Keeping things: SQLite with a group-committing writer and readers beside it. Knows no rule of the chat."""
