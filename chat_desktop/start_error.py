"""The error of a start that cannot go on. It needs no catalogue: the terminal and the log are in English."""


class StartError(Exception):
    """The host cannot start. Its text is one sentence for the person who started it."""
