"""Converts what the host does to JSON objects."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from chat_desktop import __version__
from chat_desktop.chat.office.copies import NewerCopy
from chat_desktop.chat.office.host_use import Use
from chat_desktop.chat.office.identity_key import Proof
from chat_desktop.chat.office.standbys import Standby
from chat_desktop.wire.times import time


class Power(Protocol):
    """The power of the computer."""

    def asleep_seconds(self) -> int: ...
    def state(self) -> dict[str, Any]: ...


class Facts(Protocol):
    """What is the same as long as the host runs."""

    @property
    def started_at(self) -> int: ...
    @property
    def data(self) -> str: ...
    @property
    def log(self) -> str: ...
    @property
    def power(self) -> Power: ...


class Reached(Protocol):
    """Where the office is reached."""

    @property
    def lan_urls(self) -> list[str]: ...
    @property
    def name_url(self) -> str | None: ...


def status(use: Use, facts: Facts, now: int, devices: Mapping[str, int], reached: Reached) -> dict[str, Any]:
    """Returns what the host does. `devices` has the number of connected browsers of each connected person."""
    connected = [{"user_id": user_id, "devices": number} for user_id, number in devices.items()]
    return {
        "version": __version__,
        "started_at": time(facts.started_at),
        "uptime_seconds": max(0, now - facts.started_at) // 1000,
        "asleep_seconds": facts.power.asleep_seconds(),
        "power": facts.power.state(),
        "people": use.people,
        "connected": connected,
        "days": [{"date": day.date.isoformat(), "messages": day.messages} for day in use.days],
        "addresses": [*reached.lan_urls, *([reached.name_url] if reached.name_url else [])],
        "data": facts.data,
        "log": facts.log,
    }


def proof(proof: Proof) -> dict[str, Any]:
    """Returns the signed hello."""
    copy = proof.copy
    said = {"term": copy.term, "run": copy.run, "since": copy.since, "serves": copy.serves}
    return {
        "key": proof.key,
        "signature": proof.signature,
        "addresses": list(proof.addresses),
        "copy": {**said, "signature": proof.copy_signature},
    }


def moved(newer: NewerCopy | None) -> dict[str, Any] | None:
    """Returns which other copy of the office serves, or None."""
    return None if newer is None else {"at": list(newer.origins), "term": newer.term}


def backups(state: Mapping[str, Any], may_choose: bool) -> dict[str, Any]:
    """Returns how backups go. What is not known is left out, and so are the places for who cannot choose one."""
    last, problem = state["last"], state["problem"]
    told = {
        "folder": state["folder"],
        "last": last and {**last, "at": time(last["at"])},
        "problem": problem and {**problem, "at": time(problem["at"])},
        "running": state["running"],
        "trouble": state["trouble"],
        "places": state["places"] if may_choose else None,
    }
    return {"may_choose": may_choose, **{name: value for name, value in told.items() if value is not None}}


def standbys(listed: Sequence[Standby], states: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Returns the stand-bys. `copy` is there once one has a copy: the moment up to which it holds everything."""
    return [
        {
            "id": each.id,
            "user_id": each.user_id,
            "person": each.person,
            "name": each.name,
            "added_at": time(each.added_at),
            "counts": each.counts,
            **_copy_of_standby(states.get(each.id)),
        }
        for each in listed
    ]


def _copy_of_standby(state: Mapping[str, Any] | None) -> dict[str, Any]:
    if not state:
        return {}
    return {"copy": {"at": time(state["at"]), "bytes": state["bytes"], "missing": state["missing"]}}


def pause(why: str, at: int, until: int | None) -> dict[str, Any]:
    """Returns a planned pause. The moments are in ms."""
    return {"why": why, "at": time(at), "until": time(until)}


def stop(why: str, until: int | None) -> dict[str, Any]:
    """Returns what a stop says beside its reason."""
    return {"why": why, "until": time(until)}
