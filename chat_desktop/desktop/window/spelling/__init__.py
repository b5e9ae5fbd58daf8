"""Spell check in the window, where the engine has it: which dictionaries there are, and what the person has chosen."""
