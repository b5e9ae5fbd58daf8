"""Imports and exports by the page and by the command line."""
