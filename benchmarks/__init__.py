"""Measures the host and the reference Socket.IO server with the same work: `python3 dev.py bench`."""
