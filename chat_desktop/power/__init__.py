"""Keeps the computer awake while it serves, and notices when it sleeps, wakes or shuts down."""
