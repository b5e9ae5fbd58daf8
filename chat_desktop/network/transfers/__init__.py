"""Moves the bytes of large bodies between sockets and files, in threads beside the hub."""
