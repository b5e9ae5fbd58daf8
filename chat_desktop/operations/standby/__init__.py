"""A stand-by: a second computer that keeps an encrypted copy of the office, and can take over (docs/standby.md)."""
