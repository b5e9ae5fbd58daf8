"""Defines the names of all commands and events of the socket. A test keeps `webui/app/net/protocol.js` equal."""

from typing import Final


class Command:
    """The names of the commands that a client sends."""

    MESSAGE_POST: Final = "message:post"
    MESSAGE_EDIT: Final = "message:edit"
    MESSAGE_DELETE: Final = "message:delete"
    REACTION_ADD: Final = "reaction:add"
    REACTION_REMOVE: Final = "reaction:remove"
    READ_MARK: Final = "read:mark"
    READ_UNMARK: Final = "read:unmark"
    TYPING_START: Final = "typing:start"
    TYPING_STOP: Final = "typing:stop"
    PRESENCE_SET: Final = "presence:set"
    PRESENCE_ASK: Final = "presence:ask"
    ROOMS_SYNC: Final = "rooms:sync"
    SESSION_HANDOVER: Final = "session:handover"
    POLL_VOTE: Final = "poll:vote"
    POLL_END: Final = "poll:end"
    CHECKLIST_TICK: Final = "checklist:tick"
    CHECKLIST_EDIT: Final = "checklist:edit"
    URGENT_CONFIRM: Final = "urgent:confirm"
    URGENT_END: Final = "urgent:end"


class Event:
    """The names of the events that the host sends."""

    WELCOME: Final = "welcome"
    MESSAGE_POSTED: Final = "message:posted"
    MESSAGE_CHANGED: Final = "message:changed"
    ROOM_CHANGED: Final = "room:changed"
    MEMBERSHIP_CHANGED: Final = "membership:changed"
    USER_CHANGED: Final = "user:changed"
    PRESENCE_CHANGED: Final = "presence:changed"
    READ_CHANGED: Final = "read:changed"
    SIDEBAR_CHANGED: Final = "sidebar:changed"
    PREFERENCES_CHANGED: Final = "preferences:changed"
    DRAFT_CHANGED: Final = "draft:changed"
    TYPING_CHANGED: Final = "typing:changed"
    OFFICE_CHANGED: Final = "office:changed"
    SECURE_CHANGED: Final = "secure:changed"
    INVITE_CHANGED: Final = "invite:changed"
    KNOCKS_CHANGED: Final = "knocks:changed"
    ADDRESSES_CHANGED: Final = "addresses:changed"
    ARRIVALS_CHANGED: Final = "arrivals:changed"
    OWN_CHANGED: Final = "own:changed"
    HOST_STOPPING: Final = "host:stopping"
    HOST_PAUSE: Final = "host:pause"
    OFFICE_MOVED: Final = "office:moved"
    HOST_TROUBLE: Final = "host:trouble"
    SESSION_ENDED: Final = "session:ended"
    ANSWERS_CHANGED: Final = "answers:changed"
    SCHEDULED_CHANGED: Final = "scheduled:changed"
    URGENT_ASKED: Final = "urgent:asked"
    URGENT_OVER: Final = "urgent:over"


def _values(table: type) -> list[str]:
    return [value for name, value in vars(table).items() if not name.startswith("_")]


COMMANDS = _values(Command)
EVENTS = _values(Event)
