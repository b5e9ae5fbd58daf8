"""Converts what is one person's own, which boot data and `welcome` carry only where there is some."""

from msgspec import Raw

from chat_desktop.wire.payloads import Payload


def sidebar(sections: str | None) -> Payload:
    """Returns the key for what a person has arranged: nothing for nothing."""
    return {} if sections is None else {"sidebar": {"sections": Raw(sections.encode())}}


def preferences(settings: str | None) -> Payload:
    """Returns the key for what a person has set: nothing for nothing."""
    return {} if settings is None else {"preferences": Raw(settings.encode())}
