"""The hidden window with which the program receives messages of Windows, for its icon, for power and for shutdown."""
