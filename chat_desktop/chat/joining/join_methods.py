"""The office's own join methods: which are on, the code of its link and its PIN. Invite links are in invites.py."""

import unicodedata
from collections.abc import Sequence
from typing import Literal, get_args

from chat_desktop.chat.core import actors, audit_log, ids, policy
from chat_desktop.chat.core.events import InviteChanged, OfficeChanged
from chat_desktop.chat.core.records import JoinMethod, Office
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.office import offices
from chat_desktop.errors import Invalid
from chat_desktop.storage.orm import models

ALL: tuple[JoinMethod, ...] = get_args(JoinMethod)
PIN_DIGITS = 6


def change(work: Work, session_id: str, wanted: Sequence[str]) -> Office:
    """Turns these join methods on and all others off.

    Turning the PIN on again makes a new one. Raises NotSignedIn, Forbidden, Invalid, RateLimited.
    """
    actor = actors.find(work, session_id)
    policy.change_join_methods(actor)
    if not set(wanted) <= set(ALL):
        raise Invalid("ways", "ways_join", {"ways": ", ".join(ALL)})
    work.limits.take("link", actor.user_id, actor.role)
    before = offices.get(work).ways
    methods = [method for method in ALL if method in wanted]
    row = work.session.get_one(models.Office, 1)
    row.ways = ",".join(methods)
    if "pin" not in methods:
        row.pin = None
    elif row.pin is None:
        row.pin = _pin(work, None)
    if tuple(methods) != before:
        audit_log.record(work, actor.user_id, "ways_changed", None, **{"from": list(before), "to": methods})
    return _changed(work)


def renew(work: Work, session_id: str, what: Literal["link", "pin"]) -> Office:
    """Replaces the code of the link or the PIN. Raises NotSignedIn, Forbidden, Invalid, RateLimited."""
    actor = actors.find(work, session_id)
    policy.change_join_methods(actor)
    work.limits.take("link", actor.user_id, actor.role)
    if what == "link":
        return renew_link(work, actor.user_id)
    if "pin" not in offices.get(work).ways:
        raise Invalid("what", "theres_no_pin_while_joining")
    return renew_pin(work, actor.user_id)


def renew_link(work: Work, actor_id: str | None) -> Office:
    """Replaces the code of the link, without a check of permissions."""
    work.session.get_one(models.Office, 1).join_code = ids.secret(work.random)
    audit_log.record(work, actor_id, "link_renewed")
    return _changed(work)


def renew_pin(work: Work, actor_id: str | None, because: str | None = None) -> Office:
    """Replaces the PIN if there is one, without a check of permissions.

    ACTOR_ID is None when the host acts, BECAUSE of "wrong_tries".
    """
    row = work.session.get_one(models.Office, 1)
    if row.pin is not None:
        row.pin = _pin(work, row.pin)
        audit_log.record(work, actor_id, "pin_renewed", None, **({"because": because} if because else {}))
    return _changed(work)


def normalize_pin(pin: str) -> str:
    """Returns the digits of a PIN as people type it: in groups, with dashes, in digits of any script.

    Raises Invalid.
    """
    digits = "".join(str(unicodedata.decimal(c)) for c in pin if unicodedata.decimal(c, None) is not None)
    if len(digits) != PIN_DIGITS:
        raise Invalid("pin", "pin_digits", {"n": PIN_DIGITS})
    return digits


def _pin(work: Work, former: str | None) -> str:
    # 8 bytes for 20 bits: the bias of the division is one part in 10^13.
    while (pin := f"{int.from_bytes(work.random(8), 'big') % 10**PIN_DIGITS:0{PIN_DIGITS}}") == former:
        pass
    return pin


def _changed(work: Work) -> Office:
    work.session.flush()
    office = offices.get(work)
    work.record(OfficeChanged(office))
    work.record(InviteChanged(office.ways))
    return office
