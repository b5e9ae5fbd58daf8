"""Why something cannot be imported or exported."""

from chat_desktop.start_error import ToldError


class ExchangeRefused(ToldError):
    """Its text is a sentence for people."""


class Cancelled(Exception):
    """The person who had started it has ended it."""
