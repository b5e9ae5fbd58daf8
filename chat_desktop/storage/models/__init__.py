"""The tables, one family a file. Times are milliseconds since 1970 in UTC; ids are opaque strings."""

from chat_desktop.storage.models.base import Base
from chat_desktop.storage.models.messages import Mention, Message
from chat_desktop.storage.models.office import Office
from chat_desktop.storage.models.people import Session, User
from chat_desktop.storage.models.rooms import Membership, Room

__all__ = ["Base", "Membership", "Mention", "Message", "Office", "Room", "Session", "User"]
