"""Keeps the bytes of files, and reads what is in them. It knows no rules and no framework."""
