"""Rules for files that are saved from the window: where, under which name, how many, and what may be opened."""
