"""Finds the addresses of this computer and builds links to them."""
