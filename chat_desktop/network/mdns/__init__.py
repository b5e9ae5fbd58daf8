"""Announces the office on the network with multicast DNS, and searches for announced offices."""
