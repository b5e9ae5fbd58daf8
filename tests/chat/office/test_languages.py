"""The language of the office: the owner's at first, and another one when the owner chooses it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from chat_desktop.chat.core import audit_log
from chat_desktop.chat.core.events import OfficeChanged
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.joining import accounts
from chat_desktop.chat.office import languages, offices
from chat_desktop.errors import Forbidden, Invalid
from chat_desktop.storage.database import FILE_NAME, Database
from chat_desktop.storage.queries import office as office_queries
from chat_desktop.storage.queries import preferences as preference_queries
from chat_desktop.wire import payloads
from tests.storage.test_released import fill
from tests.support.cast import ANA, OFFICE
from tests.support.parts.rules_office import BROWSER, RulesOffice


def test_the_owner_chooses_it_and_everyone_is_told(office: RulesOffice) -> None:
    assert office.read(languages.of_office) == "en"
    chosen = office.write(languages.choose, office.ana.session_id, "pt-BR")
    assert (chosen.language, office.read(languages.of_office)) == ("pt-BR", "pt-BR")
    (event,) = office.events
    assert isinstance(event, OfficeChanged)
    assert payloads.office(event.office)["language"] == "pt-BR"
    entry = office.read(audit_log.page, office.ana.session_id).entries[0]
    assert (entry.act, entry.detail) == ("office_language_changed", {"from": "en", "to": "pt-BR"})


def test_the_same_language_again_changes_nothing(office: RulesOffice) -> None:
    office.write(languages.choose, office.ana.session_id, "en")
    assert office.events == []
    assert office.read(audit_log.page, office.ana.session_id).entries == []


def test_nobody_else_chooses_it(office: RulesOffice) -> None:
    for other in (office.ben, office.cleo):
        with pytest.raises(Forbidden):
            office.write(languages.choose, other.session_id, "de")
    assert office.read(languages.of_office) == "en"


@pytest.mark.parametrize("code", ["tlh", "", "DE", "../de", "notes", "de.rest"])
def test_only_a_language_of_the_program_can_be_chosen(office: RulesOffice, code: str) -> None:
    with pytest.raises(Invalid):
        office.write(languages.choose, office.ana.session_id, code)


def store_language(work: Work, code: str) -> None:
    work.db.execute(office_queries.SET_LANGUAGE, (code,))


def test_a_language_that_another_version_has_stored_is_told_as_english(office: RulesOffice) -> None:
    office.write(store_language, "tlh")
    assert office.read(languages.of_office) == "en"
    assert payloads.office(office.read(offices.get))["language"] == "en"


def test_a_new_office_takes_the_language_of_its_owner(tmp_path: Path) -> None:
    Database(tmp_path).prepare()
    office = RulesOffice.of_file(tmp_path)
    try:
        office.write(offices.ensure, OFFICE)
        office.write(accounts.set_up, OFFICE, ANA, "hash", BROWSER, "みんな", "ja")
        assert office.read(languages.of_office) == "ja"
    finally:
        office.close()


@pytest.mark.parametrize(
    ("preferences", "language"), [('{"language": "ar"}', "ar"), ('{"language": null}', "en"), ("{", "en")]
)
def test_an_office_of_an_older_version_takes_what_its_owner_has_chosen(
    tmp_path: Path, preferences: str, language: str
) -> None:
    fill(tmp_path, "0017")
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as db, db:
        (owner,) = db.execute("SELECT id FROM users WHERE role = 'owner'").fetchone()
        db.execute(preference_queries.SET, (owner, preferences))
    Database(tmp_path).prepare()
    office = RulesOffice.of_file(tmp_path)
    try:
        assert office.read(languages.of_office) == language
    finally:
        office.close()
