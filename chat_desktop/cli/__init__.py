"""Implements the command line: the parser, and one module for each command, which imports its parts when it runs."""
