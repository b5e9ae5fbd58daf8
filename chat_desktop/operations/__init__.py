"""Operates the host's data and program: updates, and whatever else needs storage, files and rules but no framework."""
