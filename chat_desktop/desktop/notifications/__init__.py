"""Notifications of the system about messages, for the window."""
