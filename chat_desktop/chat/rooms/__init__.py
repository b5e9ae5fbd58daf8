"""Rooms: who is in them, how a person sees them, what is read, who is online."""
