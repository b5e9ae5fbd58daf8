"""Implements the transport under Socket.IO: frames, handshakes, sockets, polling and output. It knows no chat rules."""
