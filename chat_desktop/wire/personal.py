"""Converts what is one person's own, which boot data and `welcome` carry only where there is some."""

from msgspec import Raw

from chat_desktop.chat.core.events import DraftChanged
from chat_desktop.chat.core.records import PersonRooms
from chat_desktop.chat.messages.drafts import Draft
from chat_desktop.wire.payloads import Payload, time


def own(records: PersonRooms) -> Payload:
    """Returns the keys of `welcome` for what is a person's own."""
    waiting = {"scheduled": records.scheduled} if records.scheduled else {}
    return sidebar(records.sidebar) | preferences(records.preferences) | drafts(records.drafts_at) | waiting


def sidebar(sections: str | None) -> Payload:
    """Returns the key for what a person has arranged: nothing for nothing."""
    return {} if sections is None else {"sidebar": {"sections": Raw(sections.encode())}}


def preferences(settings: str | None) -> Payload:
    """Returns the key for what a person has set: nothing for nothing."""
    return {} if settings is None else {"preferences": Raw(settings.encode())}


def drafts(changed_at: int | None) -> Payload:
    """Returns the key for when a person last changed a draft: nothing without drafts."""
    return {} if changed_at is None else {"drafts_at": time(changed_at)}


def draft(record: Draft | DraftChanged) -> Payload:
    """Returns a draft."""
    return {"room_id": record.room_id, "body": record.body, "reply_to": record.reply_to, "rev": record.rev}
