"""Checks the fonts of this computer, with which its window and what it prints are drawn."""

from chat_desktop.fonts import scripts
from chat_desktop.fonts.scripts import Script
from chat_desktop.languages.sentences import sentence
from chat_desktop.network.doctor.checks import Check
from chat_desktop.network.doctor.subject import Subject
from chat_desktop.network.doctor.topics import FONTS


def check(subject: Subject) -> Check | None:
    """Checks whether every script of the program's languages has a font. None where the system has all of them."""
    return evaluate(scripts.missing(), scripts.distribution()) if scripts.applies() else None


def evaluate(missing: list[Script], family: str | None) -> Check:
    """Evaluates the scripts without a font. Nobody is kept from joining by them, so the check is fine in any case."""
    if not missing:
        return FONTS.ok(sentence("check.fonts_all"))
    found = tuple(script.missing for script in missing)
    return Check(FONTS.id, "ok", found, (scripts.cure(missing, family),))
