"""Says what each language of the program lacks: `python build/check_languages.py [de ar ...]`.

A catalogue is `webui/i18n/CODE.json`. It is compared with English (`en.json`) and with `notes.json`, which says where a
text stands and how long it may be. The exit status is 1 when a language has a problem. It needs Babel.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

FOLDER = Path(__file__).resolve().parent.parent / "webui" / "i18n"
NOTES = FOLDER / "notes.json"
ENGLISH = "en"
# The eight languages of the program; further ones are checked as soon as their file is there.
LANGUAGES = ("en", "es", "fr", "de", "pt-BR", "ar", "zh-Hans", "ja")
# What a catalogue says of itself: the keys that have the same text as in English, where that is right in this language.
SAME = "language.same_as_english"
OWN = {"language.name", "language.direction", SAME}
# Numbers of which a form may leave out the number itself: "two files" in Arabic, "a file" elsewhere.
WITHOUT_NUMBER = {"zero", "one", "two"}
# A number in braces is one of the sentence itself.
PLACE = re.compile(r"\{([^\W\d]\w*)\}")
ENDS = {".": ".", "。": ".", "?": "?", "？": "?", "؟": "?", "!": "!", "！": "!", "…": "…", ":": ":", "：": ":"}

Text = str | dict[str, str]
Catalogue = dict[str, Text]


def read(code: str) -> Catalogue:
    """Returns the texts of a language by key. Raises FileNotFoundError."""
    catalogue: Catalogue = json.loads((FOLDER / f"{code}.json").read_text("utf-8"))
    return catalogue


def present() -> list[str]:
    """Returns the languages that have a catalogue."""
    return sorted(path.stem for path in FOLDER.glob("*.json") if path != NOTES)


def problems(code: str, texts: Catalogue, english: Catalogue, notes: dict[str, dict[str, object]]) -> list[str]:
    """Returns what is wrong in a catalogue, one line each, those of the catalogue as a whole first."""
    found = [f"missing: {key}" for key in english if key not in texts and key != SAME]
    found += [f"not in English: {key}" for key in texts if key not in english and key not in OWN]
    if texts.get("language.direction") not in ("ltr", "rtl"):
        found.append("language.direction is neither ltr nor rtl")
    same = set(str(texts.get(SAME, "")).split())
    for key, text in texts.items():
        if key in OWN or key not in english:
            continue
        found += [f"{key}: {wrong}" for wrong in _of_text(code, text, english[key], notes.get(key, {}))]
        if code != ENGLISH and text == english[key] and not (key in same or notes.get(key, {}).get("same")):
            found.append(f"{key}: equal to English, and not listed under {SAME}")
    return found


def needed_forms(code: str) -> set[str]:
    """Returns the plural categories of the numbers below 1,000. French has `many` for millions alone."""
    rule = Locale.parse(code, sep="-").plural_form
    return {rule(number) for number in range(1_000)} | {"other"}


def width(text: str) -> int:
    """Returns how wide a text is, in Latin letters: Chinese and Japanese ones count as two, marks as none."""
    letters = [letter for letter in text if not unicodedata.combining(letter)]
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in letters)


def _of_text(code: str, text: Text, english: Text, note: dict[str, object]) -> Iterator[str]:
    if isinstance(text, dict) != isinstance(english, dict):
        yield "English has plural forms" if isinstance(english, dict) else "English has no plural forms"
        return
    forms = text if isinstance(text, dict) else {"other": text}
    if isinstance(text, dict):
        yield from _of_forms(code, forms)
    wanted = _values(english)
    for name, form in forms.items():
        yield from _of_values(name, set(PLACE.findall(form)), wanted)
        yield from _of_letters(code, form)
        most = note.get("most")
        if isinstance(most, int) and width(form) > most:
            yield f"{width(form)} letters wide, at most {most}: {form}"
    model = english if isinstance(english, str) else english["other"]
    if _ending(forms.get("other", "")) != _ending(model):
        yield f"ends in “{forms.get('other', '')[-1:]}”, English in “{model[-1:]}”"


def _of_forms(code: str, forms: dict[str, str]) -> Iterator[str]:
    needed, known = needed_forms(code), {*Locale.parse(code, sep="-").plural_form.tags, "other"}
    if needed - forms.keys():
        yield f"plural forms missing: {', '.join(sorted(needed - forms.keys()))}"
    if forms.keys() - known:
        yield f"plural forms that the language has not: {', '.join(sorted(forms.keys() - known))}"


def _of_values(name: str, given: set[str], wanted: set[str]) -> Iterator[str]:
    optional = {"n"} if name in WITHOUT_NUMBER else set()
    if given - wanted:
        yield f"values that English has not: {', '.join(sorted(given - wanted))}"
    if wanted - given - optional:
        yield f"values missing in “{name}”: {', '.join(sorted(wanted - given - optional))}"


def _of_letters(code: str, form: str) -> Iterator[str]:
    if not form or form != form.strip():
        yield "empty, or a blank at the beginning or the end"
    if "..." in form:
        yield "three dots in place of “…”"
    # English is written with straight apostrophes throughout.
    if '"' in form or ("'" in form and code != ENGLISH):
        yield "straight quotes: use those of the language, and ’"
    if form != unicodedata.normalize("NFC", form):
        yield "not in Unicode's normal form C"


def _values(text: Text) -> set[str]:
    return set(PLACE.findall(text if isinstance(text, str) else " ".join(text.values())))


def _ending(text: str) -> str:
    return ENDS.get(text.rstrip('”»“"』」）)›').rstrip()[-1:], "")


def main(asked: list[str]) -> int:
    """Prints the problems of the languages that are ASKED for, or of all."""
    english, notes = read(ENGLISH), json.loads(NOTES.read_text("utf-8"))
    status = 0
    for code in asked or [*LANGUAGES, *(code for code in present() if code not in LANGUAGES)]:
        if code not in present():
            print(f"{code}: there is no file yet")
            continue
        found = problems(code, read(code), english, notes)
        print(f"{code}: {len(found)} problems" if found else f"{code}: complete, {len(english)} keys")
        for problem in found:
            print(f"  {problem}")
        status |= bool(found)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
