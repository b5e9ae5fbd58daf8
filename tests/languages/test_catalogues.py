"""Every language is whole: the same keys, values and plural forms as English, and nothing left in English."""

import json
from pathlib import Path

import check_languages
import pytest
from check_languages import ENGLISH, problems

from chat_desktop.languages.catalogues import Catalogues

ENGLISH_TEXTS = check_languages.read(ENGLISH)
NOTES = json.loads(check_languages.NOTES.read_text("utf-8"))
SMALL: dict[str, str | dict[str, str]] = {
    "save": "Save",
    "hello": "Hello, {name}. Come in.",
    "files": {"one": "{n} file", "other": "{n} files"},
}
GERMAN: dict[str, str | dict[str, str]] = {
    "language.name": "Deutsch",
    "language.direction": "ltr",
    "save": "Speichern",
    "hello": "Hallo, {name}. Komm rein.",
    "files": {"one": "{n} Datei", "other": "{n} Dateien"},
}


@pytest.mark.parametrize("code", check_languages.present())
def test_a_language_has_every_text_in_full(code: str) -> None:
    assert problems(code, check_languages.read(code), ENGLISH_TEXTS, NOTES) == []


def test_a_whole_catalogue_has_no_problems() -> None:
    assert problems("de", GERMAN, SMALL, {"save": {"most": 9}}) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"save": None}, "missing: save"),
        ({"more": "Mehr"}, "not in English: more"),
        ({"language.direction": "left"}, "language.direction is neither ltr nor rtl"),
        ({"save": "Save"}, "save: equal to English, and not listed under language.same_as_english"),
        ({"save": "Alles abspeichern"}, "save: 17 letters wide, at most 9: Alles abspeichern"),
        ({"save": "保存保存保存"}, "save: 12 letters wide, at most 9: 保存保存保存"),
        ({"save": " Sichern"}, "save: empty, or a blank at the beginning or the end"),
        ({"save": ""}, "save: empty, or a blank at the beginning or the end"),
        ({"save": "Sichern."}, "save: ends in “.”, English in “e”"),
        ({"save": "Mach's"}, "save: straight quotes: use those of the language, and ’"),
        ({"save": "Sichern..."}, "save: three dots in place of “…”"),
        ({"save": "Fu\u0308r"}, "save: not in Unicode's normal form C"),
        ({"save": {"other": "Sichern"}}, "save: English has no plural forms"),
        ({"hello": "Hallo. Komm rein."}, "hello: values missing in “other”: name"),
        ({"hello": "Hallo, {Name}."}, "hello: values that English has not: Name"),
        ({"files": "{n} Dateien"}, "files: English has plural forms"),
        ({"files": {"other": "{n} Dateien"}}, "files: plural forms missing: one"),
        (
            {"files": {"one": "{n} Datei", "few": "{n} Dateien", "other": "{n} Dateien"}},
            "files: plural forms that the language has not: few",
        ),
        ({"files": {"one": "{n} Datei", "other": "Dateien"}}, "files: values missing in “other”: n"),
    ],
)
def test_each_problem_is_named(change: dict[str, str | dict[str, str] | None], problem: str) -> None:
    texts = {key: text for key, text in (GERMAN | change).items() if text is not None}
    assert problem in problems("de", texts, SMALL, {"save": {"most": 9}})


def test_texts_that_are_rightly_the_same_are_listed_in_the_catalogue_itself() -> None:
    listed = GERMAN | {"save": "Save", "language.same_as_english": "save"}
    assert problems("de", listed, SMALL, {}) == []


def test_a_form_of_one_or_two_may_leave_out_its_number() -> None:
    spoken = GERMAN | {"files": {"one": "Eine Datei", "other": "{n} Dateien"}}
    assert problems("de", spoken, SMALL, {}) == []


def test_the_forms_that_a_language_needs_are_those_of_cldr() -> None:
    assert check_languages.needed_forms("ar") == {"zero", "one", "two", "few", "many", "other"}
    assert check_languages.needed_forms("fr") == check_languages.needed_forms("pt-BR") == {"one", "other"}
    assert check_languages.needed_forms("ja") == check_languages.needed_forms("zh-Hans") == {"other"}


def test_every_note_is_about_a_key_or_about_the_keys_of_a_part() -> None:
    keys = {*ENGLISH_TEXTS, "language.same_as_english"}
    strangers = [note for note in NOTES if note not in keys and not any(key.startswith(note) for key in keys)]
    assert strangers == []
    told = {note for note in NOTES if note.endswith(".")}
    assert {key.split(".")[0] + "." for key in keys} <= told


def test_what_a_language_lacks_is_shown_in_english(tmp_path: Path) -> None:
    (tmp_path / "en.json").write_text(json.dumps(SMALL))
    (tmp_path / "xx.json").write_text(json.dumps({"language.name": "X", "save": "Xave"}))
    (tmp_path / "notes.json").write_text("{}")
    catalogues = Catalogues(tmp_path)
    assert catalogues.codes == ("en", "xx")
    assert catalogues.names["xx"] == "X"
    assert catalogues.text("xx", "save") == "Xave"
    assert catalogues.text("xx", "hello", name="Ana") == "Hello, Ana. Come in."
    assert catalogues.text("xx", "files", n=1) == "1 file"
    assert catalogues.text("xx", "no.such") == "no.such"
