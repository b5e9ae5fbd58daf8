"""Stores data in SQLite: one writer that commits in groups, and several readers. It knows no rules of the chat."""
