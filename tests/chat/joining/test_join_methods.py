"""The office's own ways in: who opens and closes them, what a code and a PIN lead to, and what is kept of it."""

import pytest

from chat_desktop.chat.core import audit_log
from chat_desktop.chat.core.events import InviteChanged, OfficeChanged
from chat_desktop.chat.joining import accounts, join_methods, join_offers
from chat_desktop.chat.office import offices
from chat_desktop.chat.rooms import rooms
from chat_desktop.chat.users import sessions
from chat_desktop.errors import BadCode, Forbidden, Invalid, NameTaken
from tests.support.parts.rules_office import BROWSER, RulesOffice


def open_all(office: RulesOffice) -> str:
    """The PIN."""
    pin = office.write(join_methods.change, office.ana.session_id, join_methods.ALL).pin
    assert pin is not None
    return pin


def reason(office: RulesOffice, code: str) -> object:
    with pytest.raises(BadCode) as refused:
        office.read(join_offers.resolve_code, code)
    return refused.value.details["reason"]


def test_a_new_office_is_open_by_its_link_alone(office: RulesOffice) -> None:
    assert (office.read(offices.get).ways, office.read(offices.get).pin) == (("link",), None)


def test_only_the_heads_open_and_close_ways(office: RulesOffice) -> None:
    for who in (office.cleo, office.dora):
        with pytest.raises(Forbidden):
            office.write(join_methods.change, who.session_id, ["knock"])
        with pytest.raises(Forbidden):
            office.write(join_methods.renew, who.session_id, "link")
    assert office.write(join_methods.change, office.ben.session_id, ["knock", "link", "knock"]).ways == (
        "link",
        "knock",
    )
    with pytest.raises(Invalid):
        office.write(join_methods.change, office.ana.session_id, ["window"])


def test_a_closed_link_lets_nobody_in_and_says_that_it_is_closed(office: RulesOffice) -> None:
    office.write(join_methods.change, office.ana.session_id, ["knock"])
    assert reason(office, office.office.join_code) == "closed"
    with pytest.raises(BadCode):
        office.join("Eve")
    office.write(join_methods.change, office.ana.session_id, ["link"])
    office.join("Eve")


def test_a_renewed_link_takes_the_place_of_the_one_before(office: RulesOffice) -> None:
    renewed = office.write(join_methods.renew, office.ben.session_id, "link")
    assert renewed.join_code != office.office.join_code
    assert reason(office, office.office.join_code) == "unknown"
    assert office.read(join_offers.resolve_code, renewed.join_code).role == "member"


def test_a_pin_has_six_digits_and_goes_with_its_way(office: RulesOffice) -> None:
    pin = open_all(office)
    assert len(pin) == 6
    assert pin.isdecimal()
    assert office.read(join_offers.resolve_pin, pin).role == "member"
    assert office.write(join_methods.change, office.ana.session_id, ["link"]).pin is None
    with pytest.raises(BadCode) as refused:
        office.read(join_offers.resolve_pin, pin)
    assert refused.value.details["reason"] == "closed"
    assert open_all(office) != pin, "what was closed does not come back"


def test_a_new_pin_is_another_one(office: RulesOffice) -> None:
    pin = open_all(office)
    renewed = office.write(join_methods.renew, office.ana.session_id, "pin").pin
    assert renewed not in (None, pin)
    with pytest.raises(BadCode) as refused:
        office.read(join_offers.resolve_pin, pin)
    assert refused.value.details["field"] == "pin"
    office.write(join_methods.change, office.ana.session_id, ["link"])
    with pytest.raises(Invalid):
        office.write(join_methods.renew, office.ana.session_id, "pin")


@pytest.mark.parametrize("typed", ["123456", " 123 456 ", "123-456", "١٢٣٤٥٦", "１２３４５６"])
def test_a_pin_is_taken_as_people_type_it(typed: str) -> None:
    assert join_methods.normalize_pin(typed) == "123456"


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "½½½½½½"])
def test_what_cannot_be_a_pin_is_no_try(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        join_methods.normalize_pin(typed)
    assert refused.value.details["field"] == "pin"


def test_by_the_pin_one_comes_in_without_a_password_and_nobody_signs_in_with_none(office: RulesOffice) -> None:
    signed_in = office.write(accounts.join_by_pin, open_all(office), "Eve", "", BROWSER)
    assert office.read(sessions.find, signed_in.token) is not None
    assert [room.home for room in office.read(rooms.list_own, signed_in.session_id)] == [True]
    assert office.read(accounts.find_password_hash, "Eve") is None


def test_names_taken_and_look_alikes_are_refused_by_the_pin_too(office: RulesOffice) -> None:
    pin = open_all(office)
    for name in ("Ana", "\u0410na", "A n a"):  # a Cyrillic capital A
        with pytest.raises(NameTaken) as refused:
            office.write(accounts.join_by_pin, pin, name, "", BROWSER)
        assert refused.value.details["suggestion"]
    with pytest.raises(Invalid):
        office.write(accounts.join_by_pin, pin, "Ev\u202ee", "", BROWSER)


def test_every_change_is_told_to_whoever_shows_the_way_in_and_kept_in_the_log(office: RulesOffice) -> None:
    pin = open_all(office)
    renewed = office.write(join_methods.renew, office.ben.session_id, "link")
    office.write(join_methods.renew_pin, None, "wrong_tries")
    assert [type(event) for event in office.events] == [OfficeChanged, InviteChanged] * 3
    assert office.events[2].office.join_code == renewed.join_code
    log = office.read(audit_log.page, office.ana.session_id).entries
    assert [(entry.act, entry.actor_id) for entry in log] == [
        ("pin_renewed", None),
        ("link_renewed", office.ben.user_id),
        ("ways_changed", office.ana.user_id),
    ]
    assert log[0].detail == {"because": "wrong_tries"}
    assert not any(secret in str(log) for secret in (pin, renewed.join_code, office.office.join_code))


def test_what_does_not_change_is_not_in_the_log(office: RulesOffice) -> None:
    office.write(join_methods.change, office.ana.session_id, ["link"])
    office.write(join_methods.renew_pin, None, "wrong_tries")
    assert office.read(audit_log.page, office.ana.session_id).entries == []
