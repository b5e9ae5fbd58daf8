"""Measures search: `python3 dev.py bench search`."""
