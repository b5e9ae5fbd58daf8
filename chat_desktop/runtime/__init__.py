"""Assembles the host from its components, and starts and stops them in order."""
