"""The commands that move an office to another computer, or choose which copy of it serves."""
