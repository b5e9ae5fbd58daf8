"""Measures how files are sent and received, beside nginx in the same run."""
