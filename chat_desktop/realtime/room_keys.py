"""The Socket.IO rooms of chat rooms and of users."""

import functools


@functools.lru_cache(maxsize=16_384)  # a text that is made again for each of a person's rooms is hashed again too
def room_key(room_id: str) -> str:
    """Returns the Socket.IO room of a chat room."""
    return f"room:{room_id}"


def user_key(user_id: str) -> str:
    """Returns the Socket.IO room of all connections of a user."""
    return f"user:{user_id}"
