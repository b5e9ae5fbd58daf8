"""Stand-bys belong to the owner and admins, are added by the owner, and count as long as their person may have one."""

from collections.abc import Callable

import pytest

from chat_desktop.chat.core import audit_log
from chat_desktop.chat.office import standbys
from chat_desktop.errors import Forbidden, Invalid, NotFound
from tests.support.parts.rules_office import RulesOffice

ID, KEY = "5a" * 16, "5b" * 32


def add(office: RulesOffice, user_id: str, standby_id: str = ID) -> None:
    office.write(standbys.add, office.ana.session_id, standby_id, KEY, user_id, "Ben's PC " + "🎉" * 100)


def test_the_owner_adds_and_removes_one_for_an_admin_and_the_log_tells(office: RulesOffice) -> None:
    add(office, office.ben.user_id)
    (found,) = office.read(standbys.list_all, office.ben.session_id)
    assert (found.person, found.counts, len(found.name)) == ("Ben", True, standbys.NAME_MAX)
    assert office.read(standbys.secret_of, ID) == KEY
    office.write(standbys.remove, office.ana.session_id, ID)
    assert office.read(standbys.secret_of, ID) is None
    acts = [entry.act for entry in office.read(audit_log.page, office.ana.session_id).entries]
    assert acts[:2] == ["standby_removed", "standby_added"]
    with pytest.raises(NotFound):
        office.write(standbys.remove, office.ana.session_id, ID)
    office.write(standbys.left, ID)  # it does nothing


@pytest.mark.parametrize(
    "change",
    [
        lambda office: office.give_role(office.ben, "member"),
        lambda office: office.give_role(office.ben, "guest"),
        lambda office: office.remove_from_office(office.ben),
    ],
)
def test_one_whose_person_is_no_admin_any_more_gets_nothing(
    office: RulesOffice, change: Callable[[RulesOffice], None]
) -> None:
    add(office, office.ben.user_id)
    change(office)
    assert office.read(standbys.secret_of, ID) is None
    assert [each.counts for each in office.read(standbys.list_all, office.ana.session_id)] == [False]


def test_nobody_else_adds_one_and_a_member_has_none(office: RulesOffice) -> None:
    for who in (office.ben, office.cleo):
        with pytest.raises(Forbidden):
            office.write(standbys.add, who.session_id, ID, KEY, who.user_id, "PC")
        with pytest.raises(Forbidden):
            office.write(standbys.remove, who.session_id, ID)
    with pytest.raises(Forbidden):
        office.read(standbys.list_all, office.cleo.session_id)
    for user_id in (office.cleo.user_id, "nobody"):
        with pytest.raises(Invalid):
            add(office, user_id)


def test_there_are_only_a_few(office: RulesOffice) -> None:
    for number in range(standbys.MOST):
        add(office, office.ana.user_id, f"{number:032x}")
    with pytest.raises(Invalid):
        add(office, office.ana.user_id)
