"""The office's own ways in: which are open, its link's code and its PIN. Extra links are in invites.py."""

import unicodedata
from collections.abc import Sequence
from typing import Literal, get_args

from chat_desktop.chat.core import actors, audit_log, ids, policy
from chat_desktop.chat.core.events import InviteChanged, OfficeChanged
from chat_desktop.chat.core.records import JoinMethod, Office
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.office import offices
from chat_desktop.errors import Invalid
from chat_desktop.storage import models

ALL: tuple[JoinMethod, ...] = get_args(JoinMethod)
PIN_DIGITS = 6


def change(work: Work, session_id: str, wanted: Sequence[str]) -> Office:
    """Opens these ways and closes the others. A PIN that is closed is gone: opening it again makes another."""
    actor = actors.find(work, session_id)
    policy.change_join_methods(actor)
    if not set(wanted) <= set(ALL):
        raise Invalid("ways", f"The ways to join are {', '.join(ALL)}.")
    work.limits.take("link", actor.user_id, actor.role)
    before = offices.get(work).ways
    ways = [way for way in ALL if way in wanted]
    row = work.session.get_one(models.Office, 1)
    row.ways = ",".join(ways)
    if "pin" not in ways:
        row.pin = None
    elif row.pin is None:
        row.pin = _pin(work, None)
    if tuple(ways) != before:
        audit_log.record(work, actor.user_id, "ways_changed", None, **{"from": list(before), "to": ways})
    return _changed(work)


def renew(work: Work, session_id: str, what: Literal["link", "pin"]) -> Office:
    """Another code or PIN; the one before lets nobody in any more."""
    actor = actors.find(work, session_id)
    policy.change_join_methods(actor)
    work.limits.take("link", actor.user_id, actor.role)
    if what == "link":
        return renew_link(work, actor.user_id)
    if "pin" not in offices.get(work).ways:
        raise Invalid("what", "There's no PIN while joining by PIN is off.")
    return renew_pin(work, actor.user_id)


def renew_link(work: Work, actor_id: str | None) -> Office:
    work.session.get_one(models.Office, 1).join_code = ids.secret(work.random)
    audit_log.record(work, actor_id, "link_renewed")
    return _changed(work)


def renew_pin(work: Work, actor_id: str | None, because: str | None = None) -> Office:
    """ACTOR_ID None: the host itself, BECAUSE of "wrong_tries". Without a PIN there is nothing to do."""
    row = work.session.get_one(models.Office, 1)
    if row.pin is not None:
        row.pin = _pin(work, row.pin)
        audit_log.record(work, actor_id, "pin_renewed", None, **({"because": because} if because else {}))
    return _changed(work)


def normalize_pin(pin: str) -> str:
    """The digits of a PIN as people type them: in groups, with dashes, in the digits of their own script."""
    digits = "".join(str(unicodedata.decimal(c)) for c in pin if unicodedata.decimal(c, None) is not None)
    if len(digits) != PIN_DIGITS:
        raise Invalid("pin", f"The PIN has {PIN_DIGITS} digits.")
    return digits


def _pin(work: Work, former: str | None) -> str:
    # 8 bytes for 20 bits: what the division leaves uneven is one part in 10^13.
    while (pin := f"{int.from_bytes(work.random(8), 'big') % 10**PIN_DIGITS:0{PIN_DIGITS}}") == former:
        pass
    return pin


def _changed(work: Work) -> Office:
    work.session.flush()
    office = offices.get(work)
    work.record(OfficeChanged(office))
    work.record(InviteChanged(office.ways))
    return office
