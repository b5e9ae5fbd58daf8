"""Converts the state of imports and exports to JSON objects."""

from typing import Any

from chat_desktop.chat.exporting.rooms import Rights
from chat_desktop.wire.times import time


def imports(state: dict[str, Any], report: dict[str, Any] | None) -> dict[str, Any]:
    """Returns how far an import is. `report` is that of the last one."""
    return {**state, **({} if report is None else {"report": report | {"at": time(report.get("at"))}})}


def exports(state: dict[str, Any], rights: Rights) -> dict[str, Any]:
    """Returns how far a person's export is, and what they may export."""
    found = {"may_export_rooms": rights.rooms, "members_may": rights.members}
    return {**found, **({"export": {**state, "at": time(state["at"])}} if state else {})}
