"""The routes about the host itself, for its owner."""
