"""Opens an office of someone else in its own window, finds it at new addresses, and verifies its identity."""
