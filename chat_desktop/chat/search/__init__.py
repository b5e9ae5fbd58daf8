"""Search in the messages that a person may read."""
