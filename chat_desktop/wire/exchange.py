"""Converts the state of imports and exports to JSON objects."""

from typing import Any

from chat_desktop.wire.times import time


def imports(state: dict[str, Any], report: dict[str, Any] | None) -> dict[str, Any]:
    """Returns how far an import is. `report` is that of the last one."""
    return {**state, **({} if report is None else {"report": report | {"at": time(report.get("at"))}})}
