"""What a code or a PIN gives. A refusal says what to do: a link may be off, expired or revoked."""

from chat_desktop.chat.core import secrets
from chat_desktop.chat.core.records import JoinMethod, Offer, Office
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.joining import invites
from chat_desktop.chat.office import offices
from chat_desktop.errors import BadCode, SetupNeeded
from chat_desktop.storage.orm import models, sql


def resolve_code(reading: Reading, code: str) -> Offer:
    """Returns what a code gives. Raises SetupNeeded or BadCode, whose `reason` is unknown, closed, expired or revoked.

    Codes have 128 random bits; only an unknown one counts as a guess.
    """
    office = _open_office(reading)
    if secrets.same(code, office.join_code):
        _check_open(office, "link", "link_is_off")
        return Offer("member", room_names=_with_home(reading, ()))
    found = invites.find_offer(reading, code)
    if found is None:
        raise BadCode(reason="unknown")
    return found if found.role == "guest" else _at_home(reading, found)


def resolve_pin(reading: Reading, pin: str) -> Offer:
    """Returns what the PIN gives, after `join_methods.normalize_pin`.

    Raises SetupNeeded or BadCode: `reason` closed, or unknown for a wrong one.
    """
    office = _open_office(reading)
    check_pin_open(office)
    if office.pin is None or not secrets.same(pin, office.pin):
        raise BadCode("wrong_pin_check_try_again", reason="unknown", field="pin")
    return Offer("member", room_names=_with_home(reading, ()))


def check_pin_open(office: Office) -> None:
    """Raises BadCode when joining by PIN is off."""
    _check_open(office, "pin", "pin_is_off")


def check_knock_open(reading: Reading) -> None:
    """Raises BadCode when knocking is off, and SetupNeeded."""
    _check_open(_open_office(reading), "knock", "knocking_is_off")


def _open_office(reading: Reading) -> Office:
    office = offices.get(reading)
    if not office.has_owner:
        raise SetupNeeded
    return office


def _check_open(office: Office, method: JoinMethod, key: str) -> None:
    if method not in office.ways:
        raise BadCode(key, reason="closed")


def _at_home(reading: Reading, offer: Offer) -> Offer:
    return Offer(
        offer.role,
        offer.read_only,
        offer.room_ids,
        _with_home(reading, offer.room_names),
        offer.expires_at,
        offer.invite_id,
    )


def _with_home(reading: Reading, names: tuple[str, ...]) -> tuple[str, ...]:
    home = reading.session.scalars(sql.select(models.Room.name).where(models.Room.home)).one()
    assert home is not None
    return (home, *names)
