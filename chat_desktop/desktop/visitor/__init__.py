"""Another's office in a window of its own: found again wherever it is, and proved to be the same."""
