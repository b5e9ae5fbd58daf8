"""Finds people and rooms by what is typed: an id, or a name in any spelling that the office takes for the same."""

from typing import Any

from chat_desktop.cli.office_client import OfficeClient
from chat_desktop.errors import StartError


def people(office: OfficeClient) -> list[dict[str, Any]]:
    """Returns the people of the office. Raises StartError."""
    return list(office.get("/api/users")["users"])


def rooms(office: OfficeClient) -> list[dict[str, Any]]:
    """Returns the rooms that the owner is in or may join. Raises StartError."""
    return [
        *({**room, "joined": True} for room in office.get("/api/rooms")["rooms"]),
        *({**room, "joined": False} for room in office.get("/api/rooms/open")["rooms"]),
    ]


def person(office: OfficeClient, typed: str) -> dict[str, Any]:
    """Returns the person of this name or id. Raises StartError."""
    return _one(people(office), typed, "person")


def room(office: OfficeClient, typed: str) -> dict[str, Any]:
    """Returns the room of this name or id; the name may stand after a `#`, as the list shows it. Raises StartError."""
    listed = rooms(office)
    without = typed.strip().removeprefix("#")
    return _one(listed, typed if _named(listed, typed) else without, "room")


def _named(listed: list[dict[str, Any]], typed: str) -> list[dict[str, Any]]:
    return [one for one in listed if (one["name"] or "").casefold() == typed.strip().casefold()]


def _one(listed: list[dict[str, Any]], typed: str, noun: str) -> dict[str, Any]:
    found = [one for one in listed if one["id"] == typed] or _named(listed, typed)
    if len(found) == 1:
        return found[0]
    if not found:
        raise StartError(f"There is no {noun} {typed!r} that the owner can see.")
    raise StartError(f"{len(found)} have the name {typed!r}. Give the id, which the list shows.")
