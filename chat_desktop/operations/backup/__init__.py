"""Backups: one encrypted file for each, and the files of the office once for all of them (docs/backup.md)."""
