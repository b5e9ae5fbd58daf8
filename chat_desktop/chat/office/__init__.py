"""The office itself: its name and owner, the addresses it is known at, its identity key, secure mode."""
