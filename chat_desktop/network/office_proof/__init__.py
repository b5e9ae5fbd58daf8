"""Asks which office answers at an address, and verifies its proof."""
