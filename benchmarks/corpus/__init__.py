"""Runs collections of files of strangers through the process that reads pictures and documents."""
