"""What the operating system shows of the program, and what an import names, is in the right language."""

import json
import plistlib
from pathlib import Path

import pytest

from chat_desktop.chat.importing import people, rooms
from chat_desktop.chat.importing.records import ImportedRoom, Person
from chat_desktop.chat.office import languages, offices
from chat_desktop.languages import sentences, system_languages
from chat_desktop.network.tls import apple_profile
from chat_desktop.power import linux, windows
from chat_desktop.runtime import before_serving
from chat_desktop.storage.database import Database
from tests.support.parts.rules_office import RulesOffice

ROOT = Path(__file__).parents[2]
LOCALES = {"pt-BR": "pt_BR", "zh-Hans": "zh_CN"}


@pytest.mark.parametrize(("tag", "begins"), [("de_AT", "Allen wird"), ("zh_CN", "正在通知"), ("xx", "Everyone")])
def test_why_the_computer_waits_is_in_the_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch, tag: str, begins: str
) -> None:
    monkeypatch.setattr(system_languages, "preferred", lambda: [tag])
    monkeypatch.setattr(sentences, "language_of_system", sentences.language_of_system.__wrapped__)
    assert linux.PAUSES == windows.PAUSES
    assert linux.PAUSES.in_language_of_system().startswith(begins)


def test_the_entry_of_the_menu_of_programs_has_every_language() -> None:
    entry = (ROOT / "build" / "linux" / "chat-desktop.desktop").read_text("utf-8").splitlines()
    for code in set(sentences.shipped().codes) - {"en"}:
        for key in ("GenericName", "Comment"):
            assert any(line.startswith(f"{key}[{LOCALES.get(code, code)}]=") for line in entry), (code, key)


def test_a_profile_for_apple_devices_says_what_it_is_for_in_the_language_of_the_device() -> None:
    for code in sentences.shipped().codes:
        made = plistlib.loads(apple_profile.profile(b"DER", "office", "Acme - Chat Desktop", code))
        texts = json.loads((ROOT / "webui" / "i18n" / f"{code}.json").read_text("utf-8"))
        assert made["PayloadDescription"] == texts["system.profile"]


def test_an_office_without_a_name_is_called_by_the_word_of_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(system_languages, "preferred", lambda: ["ja_JP"])
    monkeypatch.setattr(sentences, "language_of_system", sentences.language_of_system.__wrapped__)
    database = Database(tmp_path)
    database.prepare()
    assert before_serving.run(database, lambda work: offices.ensure(work, None)).name == "オフィス"


def test_who_has_no_name_in_an_export_gets_one_in_the_language_of_the_office(office: RulesOffice) -> None:
    ana = office.ana.session_id
    office.write(languages.choose, ana, "de")
    found = office.read(people.match, ana, [Person("x", ()), Person("y", ("\x00",))], {})
    assert {one.name for one in found.values()} == {"Jemand"}
    office.write(people.add, ana, [Person("x", ())])
    assert "Jemand" in office.read(people.names_here, ana).values()
    assert people.shown_name(Person("z", (), is_bot=True), "ja") == "ボット"
    assert office.read(rooms.find, ana, ImportedRoom("r", "open", None), {}).name == "Importierter Raum"
