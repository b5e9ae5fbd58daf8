"""Keeps two copies of an office from serving at the same time (docs/decisions/0010)."""
