"""The commands of the socket, one file a noun. A handler goes from who asks and what is asked to what the ack says."""

from chat_desktop.realtime.handlers import messages, presence, reading, relocation
from chat_desktop.realtime.handlers.registry import HANDLERS

__all__ = ["HANDLERS", "messages", "presence", "reading", "relocation"]
