"""What belongs to the start of the host: its rules at a moment, and what a start that fails leaves."""
