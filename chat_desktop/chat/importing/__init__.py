"""Takes people, rooms and messages over that were exported elsewhere."""
