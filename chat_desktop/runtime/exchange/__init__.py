"""Runs imports and exports, which take minutes, beside everything else."""
