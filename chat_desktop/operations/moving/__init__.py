"""Moves an office to another computer, in one file or straight over the network (docs/backup.md)."""
