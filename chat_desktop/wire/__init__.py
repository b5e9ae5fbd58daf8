"""Defines what is sent over the network: names of events, and records as JSON (docs/protocol.md)."""
