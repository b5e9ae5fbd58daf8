"""Numbers of the sentences themselves stand in braces in Arabic, whose readers have digits of their own by region."""

import json
import re
from pathlib import Path

from chat_desktop.languages.catalogues import Catalogues

FOLDER = Path(__file__).parents[2] / "webui" / "i18n"
BARE = re.compile(r"(?<![\w.:/{-])\d[\d,]*(?![\w.:/-]*\w)")
# Numbers that are names: ports, versions, and what is written on the command line; and steps and times as on a clock.
NAMES = re.compile(
    r"check\.(kernel_add_rule|next_port|mdns_\w+)|doctor\.local_android|trust\.(compare|install)"
    r"|error\.(setting_port|setting_gigabytes|too_few_open_files|not_a_port|port_forbidden)"
)


def test_arabic_sentences_have_their_numbers_in_braces() -> None:
    words = json.loads((FOLDER / "ar.json").read_text("utf-8"))
    forms = [
        (key, form) for key, text in words.items() for form in (text.values() if isinstance(text, dict) else [text])
    ]
    assert len(forms) > 1_000
    assert [(key, form) for key, form in forms if BARE.search(form) and not NAMES.fullmatch(key)] == []


def test_the_host_writes_them_as_all_its_numbers(tmp_path: Path) -> None:
    (tmp_path / "en.json").write_text(json.dumps({"a": "After {4} hours, {name}"}))
    (tmp_path / "ar.json").write_text(json.dumps({"a": {"other": "{name} {10080}"}}))
    catalogues = Catalogues(tmp_path)
    assert catalogues.text("en", "a", name="Ana") == "After 4 hours, Ana"
    assert catalogues.text("ar", "a", name="Ana") == "Ana 10080"
    assert catalogues.template("ar", "a") == "{name} 10080"
