"""Preferences that follow an account: kept for one person, bounded by their keys, and told to their own connections."""

from typing import Any

import pytest

from chat_desktop.chat import boot_snapshot
from chat_desktop.chat.core.commands import ChangePreferences
from chat_desktop.chat.core.events import PreferencesChanged
from chat_desktop.chat.users import preferences
from chat_desktop.errors import Invalid
from chat_desktop.storage.queries import preferences as preference_queries
from chat_desktop.wire.parsing import convert
from tests.support.parts.rules_office import RulesOffice

OFF = ChangePreferences(enter_sends=False)
FIRST = ChangePreferences(enter_sends=None)


def test_what_is_set_is_kept_for_one_person_and_published_once(office: RulesOffice) -> None:
    assert office.write(preferences.change, office.cleo.session_id, OFF) == {"enter_sends": False}
    assert office.events == [PreferencesChanged(office.cleo.user_id, '{"enter_sends": false}')]
    office.write(preferences.change, office.cleo.session_id, OFF)
    office.write(preferences.change, office.cleo.session_id, ChangePreferences())
    assert len(office.events) == 1
    assert office.read(preferences.get, office.cleo.session_id) == {"enter_sends": False}
    assert office.read(preferences.get, office.dora.session_id) == {}


def test_boot_and_welcome_carry_them_only_when_something_is_set(office: RulesOffice) -> None:
    session_id = office.cleo.session_id
    for wanted, told in ((OFF, '{"enter_sends": false}'), (FIRST, None)):
        office.write(preferences.change, session_id, wanted)
        assert office.read(boot_snapshot.full, session_id).preferences == told
        assert office.write(boot_snapshot.welcome, session_id)[2].preferences == told


def test_keys_of_another_version_are_left_out(office: RulesOffice) -> None:
    def put(work: Any) -> None:
        work.db.execute(preference_queries.SET, (office.cleo.user_id, '{"unheard_of": 1}'))

    office.write(put)
    assert office.read(preferences.get, office.cleo.session_id) == {}


@pytest.mark.parametrize(("body", "field"), [({"enter_sends": 1}, "enter_sends"), ({"enter": True}, "enter")])
def test_a_wrong_key_or_type_is_refused_by_its_name(body: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        convert(ChangePreferences, body)
    assert refused.value.details["field"] == field
