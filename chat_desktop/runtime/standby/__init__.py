"""Keeps the copy of an office on the computer of a stand-by current."""
