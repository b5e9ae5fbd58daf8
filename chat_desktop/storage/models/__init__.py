"""Defines the tables. Times are milliseconds since 1970 in UTC, and ids are opaque strings."""

from chat_desktop.storage.models.audit import Audit
from chat_desktop.storage.models.base import Base
from chat_desktop.storage.models.contents import Answer, ContentMoment, ScheduledMessage
from chat_desktop.storage.models.files import Attachment, Blob, FileTotal, Upload
from chat_desktop.storage.models.front_desk import FrontDesk, FrontDeskPerson, FrontDeskPin
from chat_desktop.storage.models.joining import Invite, InviteRoom, SignInLink
from chat_desktop.storage.models.messages import Activity, Mention, Message
from chat_desktop.storage.models.office import Address, LinkCard, Office, Standby
from chat_desktop.storage.models.people import Preferences, Session, User
from chat_desktop.storage.models.reading import ActivitySeen, PlayedVoice, Saved
from chat_desktop.storage.models.rooms import Membership, Room, Sidebar
from chat_desktop.storage.models.search import SearchTodo
from chat_desktop.storage.models.writing import Draft, MessageVersion, Snippets

__all__ = [
    "Activity",
    "ActivitySeen",
    "Address",
    "Answer",
    "Attachment",
    "Audit",
    "Base",
    "Blob",
    "ContentMoment",
    "Draft",
    "FileTotal",
    "FrontDesk",
    "FrontDeskPerson",
    "FrontDeskPin",
    "Invite",
    "InviteRoom",
    "LinkCard",
    "Membership",
    "Mention",
    "Message",
    "MessageVersion",
    "Office",
    "PlayedVoice",
    "Preferences",
    "Room",
    "Saved",
    "ScheduledMessage",
    "SearchTodo",
    "Session",
    "Sidebar",
    "SignInLink",
    "Snippets",
    "Standby",
    "Upload",
    "User",
]
