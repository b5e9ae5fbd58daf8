"""Exports of rooms, and imports of what this program or another one has exported."""
