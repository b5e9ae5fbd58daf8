"""The command line: the parser, and one file for each command. Each loads what it needs only when it is asked for."""
