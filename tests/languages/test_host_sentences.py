"""Every error that people see has its sentence in the catalogue: `error.KEY` in webui/i18n/en.json, by a literal key.

A sentence in the code itself would stay English in every other language. To add one: write it into en.json, and raise
the error with its key: `Forbidden("guests_cant_make_rooms")`, `Invalid("body", "draft_most_characters", {"n": MOST})`.
"""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from chat_desktop import errors
from chat_desktop.start_error import ToldError

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "chat_desktop"
TEXTS: dict[str, str | dict[str, str]] = json.loads((ROOT / "webui" / "i18n" / "en.json").read_text("utf-8"))
# The place of the key among the arguments.
PLACES = {"Invalid": 1, "RateLimited": 1, "FileRefused": 1, "Moved": 1, "BackupFailed": 1}
# The command line stays English.
ENGLISH = SOURCE / "cli"
# Those of commands stay English, and AlreadyHeld chooses its sentence itself.
OF_COMMANDS = {"RefusedError", "NoAnswerError", "AlreadyHeld"}
# Errors whose key comes from a table or a parameter; the keys of those are checked as literals.
GIVEN = re.compile(
    r"key|if_empty|(bound|problem)\.key|(FIXED_TEXT\[kind\]|(FULL|FAILED)\[doing\])|[A-Z_]+|\w+\.[A-Z_]+"
)


class Raised(NamedTuple):
    where: str
    key: ast.expr | None
    values: set[str] | None

    @property
    def literal(self) -> str | None:
        """The key where it is written there."""
        return str(self.key.value) if isinstance(self.key, ast.Constant) else None


def kinds() -> set[str]:
    """The names of all errors for people: ToldError, and the classes that are made of it."""
    files = [path for path in SOURCE.rglob("*.py") if "_webui" not in path.parts]
    classes = [node for path in files for node in ast.walk(parsed(path)) if isinstance(node, ast.ClassDef)]
    bases = {node.name: {base.id for base in node.bases if isinstance(base, ast.Name)} for node in classes}
    found = {ToldError.__name__}
    while more := {name for name, of in bases.items() if of & found} - found:
        found |= more
    return found - OF_COMMANDS


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def raised() -> Iterator[Raised]:
    names = kinds()
    for path in sorted(SOURCE.rglob("*.py")):
        if "_webui" in path.parts or path.name in ("errors.py", "system_words.py") or ENGLISH in path.parents:
            continue
        for node in ast.walk(parsed(path)):
            name = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else name
            if isinstance(node, ast.Call) and name in names:
                place = PLACES.get(name, 0)
                rest = node.args[place:]
                # A cause has its own English before the values.
                rest = [rest[0], *rest[2:]] if name == "Cause" else rest
                values = rest[1] if len(rest) > 1 else None
                given = {str(ast.literal_eval(k)) for k in values.keys if k} if isinstance(values, ast.Dict) else None
                yield Raised(f"{path.relative_to(ROOT)}:{node.lineno}", rest[0] if rest else None, given)


def texts_of(key: str) -> list[str]:
    text = TEXTS[f"error.{key}"]
    return [text] if isinstance(text, str) else list(text.values())


def test_every_error_names_its_sentence_by_a_key_of_the_catalogue() -> None:
    literal = [(one.where, one.literal) for one in raised() if one.literal is not None]
    assert len(literal) > 200
    assert [(where, key) for where, key in literal if f"error.{key}" not in TEXTS] == []
    strange = [
        (one.where, ast.unparse(one.key))
        for one in raised()
        if one.key is not None and not isinstance(one.key, ast.Constant) and not GIVEN.fullmatch(ast.unparse(one.key))
    ]
    assert strange == []


def test_every_error_gives_the_values_of_its_sentence() -> None:
    for one in raised():
        if one.literal is not None:
            wanted = {name for text in texts_of(one.literal) for name in re.findall(r"\{(\w+)\}", text)}
            assert wanted == (one.values or set()), one.where


def test_every_kind_of_error_has_a_sentence_of_its_own() -> None:
    named = [
        getattr(errors, name) for name in kinds() if hasattr(errors, name) and name not in ("StartError", "ToldError")
    ]
    assert len(named) > 20
    assert [kind for kind in named if f"error.{kind.key}" not in TEXTS] == []


def test_no_sentence_of_the_host_is_left_that_nobody_uses() -> None:
    files = [path for path in SOURCE.rglob("*.py") if "_webui" not in path.parts]
    literals = {
        node.value
        for path in files
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    page = "".join(path.read_text("utf-8") for path in (ROOT / "webui" / "app").rglob("*.js"))
    keys = [key for key in TEXTS if key.startswith("error.")]
    assert [key for key in keys if key.removeprefix("error.") not in literals and f'"{key}"' not in page] == []


def test_keys_from_tables_and_parameters_are_in_the_catalogue_too() -> None:
    from chat_desktop.chat.core.creation_limits import BOUNDS
    from chat_desktop.chat.messages.contents import FIXED_TEXT

    keys = [*(bound.key for bound in BOUNDS.values()), *FIXED_TEXT.values()]
    assert [key for key in keys if f"error.{key}" not in TEXTS] == []
    assert str(errors.Invalid("name", "text_too_long", {"n": 2_000})) == "Use at most 2,000 characters."
