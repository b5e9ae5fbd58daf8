"""The language of the office: of pages for strangers who ask for none of ours, and of what is printed for everyone.

At the set-up it is the owner's language. The owner may choose another one.
"""

from chat_desktop.chat.core import actors, audit_log, policy
from chat_desktop.chat.core.commands import Command, Text
from chat_desktop.chat.core.events import OfficeChanged
from chat_desktop.chat.core.records import Office
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.office import offices
from chat_desktop.errors import Invalid
from chat_desktop.languages import sentences
from chat_desktop.languages.catalogues import ENGLISH
from chat_desktop.storage.queries import office as office_queries


class ChooseOfficeLanguage(Command, frozen=True):
    """Choose one of the languages of the program by its code, such as `pt-BR`."""

    language: Text


def choose(work: Work, session_id: str, code: str) -> Office:
    """Sets the language and returns the office. Raises NotSignedIn, Forbidden, Invalid."""
    actor = actors.find(work, session_id)
    policy.choose_office_language(actor)
    if code not in sentences.shipped().codes:
        raise Invalid("language", "no_such_language")
    before = of_office(work)
    if code != before:
        work.db.execute(office_queries.SET_LANGUAGE, (code,))
        audit_log.record(work, actor.user_id, "office_language_changed", **{"from": before, "to": code})
        work.record(OfficeChanged(offices.get(work)))
    return offices.get(work)


def of_office(reading: Reading) -> str:
    """Returns the code of the office's language; English where there is none, or another version has chosen it."""
    return known(offices.get(reading).language)


def known(code: str | None) -> str:
    """Returns CODE if the program has this language, else English."""
    return code if code is not None and code in sentences.shipped().codes else ENGLISH
