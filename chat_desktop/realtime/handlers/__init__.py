"""Handles the commands that clients send over the socket. Each file has the commands about one subject.

A handler receives the context, the connection and the parsed command, and returns the body of the ack. It raises
ChatError when the command is refused.
"""

from chat_desktop.realtime.handlers import contents, messages, presence, reading, relocation
from chat_desktop.realtime.handlers.registry import HANDLERS

__all__ = ["HANDLERS", "contents", "messages", "presence", "reading", "relocation"]
