"""Why something cannot be imported or exported."""


class ExchangeRefused(Exception):
    """Its text is a sentence for people."""


class Cancelled(Exception):
    """The person who had started it has ended it."""
