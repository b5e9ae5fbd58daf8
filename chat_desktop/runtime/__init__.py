"""The host as a whole: its parts put together, started in order and stopped in reverse."""
