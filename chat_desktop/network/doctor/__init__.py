"""Implements the join doctor, which finds out on the host's computer why a colleague cannot join.

Each probe is a function that takes a Subject and returns a Check, or None if it does not apply. All probes run in
parallel threads and with a time limit (check_runner.py), so that a hanging host or platform tool does not block the
result.
"""
