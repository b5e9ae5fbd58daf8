"""Chat Desktop: an office chat that one PC hosts and every browser on the LAN joins."""

__version__ = "0.1.0"
